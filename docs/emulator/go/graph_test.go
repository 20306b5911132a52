// A fresh WhatsApp number for each test, on an emulator of the Graph API:
//
//	npx pulumi-whatsapp emulator exec -- go test ./...
package whatsapp

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"testing"
)

const id = "106540352242922"

type object = map[string]any

// graph is the emulator: requests as to Graph, and its controls below /_emulator.
type graph struct {
	t          *testing.T
	url, token string
}

// newGraph gives the emulator as it was at its start, with one number that is not registered.
func newGraph(t *testing.T) graph {
	t.Helper()
	g := graph{t, os.Getenv("WHATSAPP_GRAPH_URL"), os.Getenv("WHATSAPP_ACCESS_TOKEN")}
	if g.url == "" {
		t.Fatal("run this with: npx pulumi-whatsapp emulator exec -- go test ./...")
	}
	g.control("POST", "/reset", nil, nil)
	g.control("POST", "/seed", object{"numbers": []object{{"id": id, "pin": "123456"}}}, nil)
	return g
}

// call sends a request to Graph; an error is about the connection.
func (g graph) call(method, path string, body any) (status int, answer object, err error) {
	status, err = g.send(method, "/v25.0"+path, body, &answer)
	return status, answer, err
}

// control uses a control of the emulator, for example for what Meta would do by itself.
func (g graph) control(method, path string, body, answer any) {
	g.t.Helper()
	status, err := g.send(method, "/_emulator"+path, body, answer)
	if err != nil || status != http.StatusOK {
		g.t.Fatalf("%s %s: %d %v", method, path, status, err)
	}
}

func (g graph) send(method, path string, body, answer any) (int, error) {
	var sent bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&sent).Encode(body); err != nil {
			return 0, err
		}
	}
	request, err := http.NewRequest(method, g.url+path, &sent)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+g.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if answer == nil {
		return response.StatusCode, nil
	}
	return response.StatusCode, json.NewDecoder(response.Body).Decode(answer)
}
