// Command convert writes YAML programs in the other languages, as `pulumi convert` does:
// convert programs schema.json folder program.yaml... For program.yaml the folder gets program.ts, program.py,
// program.go, program.cs and program.java. It knows no package but the schema's.
//
// It also generates the Node SDK: convert sdk schema.json folder. Newer generators write for an SDK that wants Node 22.
//
// Its version is one that has generators for all of these languages: C# left the engine's module later.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/blang/semver"
	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml/codegen"
	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

type generate func(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error)

var languages = map[string]generate{
	"ts":   nodejs.GenerateProgram,
	"py":   python.GenerateProgram,
	"go":   golang.GenerateProgram,
	"cs":   dotnet.GenerateProgram,
	"java": java.GenerateProgram,
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "sdk":
		return sdk(args[1], args[2])
	case len(args) > 3 && args[0] == "programs":
		return programs(args[1], args[2], args[3:])
	default:
		return errors.New("give sdk schema.json folder, or programs schema.json folder program.yaml...")
	}
}

func sdk(schemaFile, folder string) error {
	loader, err := newLoader(schemaFile)
	if err != nil {
		return err
	}
	made, err := nodejs.GeneratePackage("pulumi", loader.pkg, nil, nil, false, loader)
	if err != nil {
		return err
	}
	for name, text := range made {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func programs(schemaFile, folder string, files []string) error {
	for _, file := range files {
		for ending, generate := range languages {
			// Generators change the program and the package that they generate from.
			text, err := convert(schemaFile, file, generate)
			if err != nil {
				return fmt.Errorf("%s to %s: %w", file, ending, err)
			}
			name := strings.TrimSuffix(filepath.Base(file), ".yaml") + "." + ending
			if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func convert(schemaFile, file string, generate generate) ([]byte, error) {
	loader, err := newLoader(schemaFile)
	if err != nil {
		return nil, err
	}
	written, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	template, syntax, err := pulumiyaml.LoadYAMLBytes(file, written)
	if err := firstOf(syntax.HCL(), err); err != nil {
		return nil, err
	}
	program, diagnostics, err := codegen.EjectProgram(template, loader)
	if err := firstOf(diagnostics, err); err != nil {
		return nil, err
	}
	made, diagnostics, err := generate(program)
	if err := firstOf(diagnostics, err); err != nil {
		return nil, err
	}
	if len(made) != 1 {
		return nil, fmt.Errorf("%d files where one was expected", len(made))
	}
	for _, text := range made {
		// In Java the generator asks for a required setting as if it were optional, which does not compile.
		return bytes.ReplaceAll(text, []byte("config.get("), []byte("config.require(")), nil
	}
	panic("unreachable")
}

// firstOf lets nothing pass, warnings neither.
func firstOf(diagnostics hcl.Diagnostics, err error) error {
	if err != nil {
		return err
	}
	if len(diagnostics) > 0 {
		return diagnostics
	}
	return nil
}

// loader knows one package.
type loader struct{ pkg *schema.Package }

func newLoader(file string) (*loader, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	own := &loader{}
	pkg, diagnostics, err := schema.BindSpec(spec, own, schema.ValidationOptions{})
	if err := firstOf(diagnostics, err); err != nil {
		return nil, err
	}
	own.pkg = pkg
	return own, nil
}

func (l *loader) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	if l.pkg == nil || name != l.pkg.Name {
		return nil, fmt.Errorf("the package %s is not known here", name)
	}
	return l.pkg, nil
}

func (l *loader) LoadPackageV2(_ context.Context, wanted *schema.PackageDescriptor) (*schema.Package, error) {
	return l.LoadPackage(wanted.Name, wanted.Version)
}

func (l *loader) LoadPackageReference(name string, version *semver.Version) (schema.PackageReference, error) {
	pkg, err := l.LoadPackage(name, version)
	if err != nil {
		return nil, err
	}
	return pkg.Reference(), nil
}

func (l *loader) LoadPackageReferenceV2(
	_ context.Context, wanted *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return l.LoadPackageReference(wanted.Name, wanted.Version)
}
