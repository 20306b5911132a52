package whatsapp

import "testing"

var register = object{"messaging_product": "whatsapp", "pin": "123456"}

const threeDays = 72 * 3600 * 1000

func TestANumberIsRegistered(t *testing.T) {
	g := newGraph(t)
	if status, _, err := g.call("POST", "/"+id+"/register", register); err != nil || status != 200 {
		t.Fatal(status, err)
	}
	var number struct{ Registered bool }
	if g.control("GET", "/numbers/"+id, nil, &number); !number.Registered {
		t.Fatal("it is not registered")
	}
}

func TestAWrongPinIsRefused(t *testing.T) {
	g := newGraph(t)
	wrong := object{"messaging_product": "whatsapp", "pin": "000000"}
	status, answer, err := g.call("POST", "/"+id+"/register", wrong)
	if err != nil || status != 400 || answer["error"].(object)["code"] != 133005.0 {
		t.Fatal(status, answer, err)
	}
}

func TestALostAnswerMayHaveBeenDone(t *testing.T) {
	g := newGraph(t)
	g.control("POST", "/faults", object{"match": object{"kind": "register"}, "do": object{"drop": "after"}}, nil)
	if _, _, err := g.call("POST", "/"+id+"/register", register); err == nil {
		t.Fatal("an answer came")
	}
	var number struct{ Registered bool }
	if g.control("GET", "/numbers/"+id, nil, &number); !number.Registered {
		t.Fatal("it is not registered")
	}
}

func TestTheLimitOf10In72HoursEnds(t *testing.T) {
	g := newGraph(t)
	for i := 1; i <= 11; i++ {
		status, _, err := g.call("POST", "/"+id+"/register", register)
		if err != nil || (status == 200) != (i <= 10) {
			t.Fatal(i, status, err)
		}
	}
	g.control("POST", "/clock", object{"advance": threeDays}, nil)
	if status, _, err := g.call("POST", "/"+id+"/register", register); err != nil || status != 200 {
		t.Fatal(status, err)
	}
}
