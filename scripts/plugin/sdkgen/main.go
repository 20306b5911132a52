// Command sdkgen checks a package schema as `pulumi package get-schema` does, and generates the SDKs for Node,
// Python and Go from it as `pulumi package gen-sdk` does: sdkgen schema.json [folder]. It prints each thing that is
// wrong with the schema on a line of its own. It is of the engine's version.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blang/semver"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

type files = map[string][]byte

// Generators write what they are given into the package that they generate from: each gets one of its own.
var languages = map[string]func(*schema.Package) (files, error){
	"nodejs": func(pkg *schema.Package) (files, error) {
		return nodejs.GeneratePackage("pulumi", pkg, nil, nil, false, alone{})
	},
	"python": func(pkg *schema.Package) (files, error) {
		return python.GeneratePackage("pulumi", pkg, nil, alone{})
	},
	"go": func(pkg *schema.Package) (files, error) {
		return golang.GeneratePackage("pulumi", pkg, nil)
	},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sdkgen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 1 || len(args) > 2 {
		return errors.New("give a schema, and a folder for the SDKs to be written to: sdkgen schema.json [folder]")
	}
	if _, err := bind(args[0]); err != nil || len(args) == 1 {
		return err
	}
	for language, generate := range languages {
		pkg, err := bind(args[0])
		if err != nil {
			return err
		}
		made, err := generate(pkg)
		if err != nil {
			return fmt.Errorf("%s: %w", language, err)
		}
		if err := write(filepath.Join(args[1], language), made); err != nil {
			return err
		}
	}
	return nil
}

// bind reads a schema; warnings count too.
func bind(file string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, alone{}, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	for _, diagnostic := range diagnostics {
		fmt.Println(diagnostic.Summary)
	}
	if len(diagnostics) > 0 {
		return nil, fmt.Errorf("%d things are wrong with %s", len(diagnostics), file)
	}
	return pkg, nil
}

func write(folder string, made files) error {
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

// alone is the loader of a package that refers to no other.
type alone struct{}

func (alone) refuse(name string) error {
	return fmt.Errorf("the schema refers to another package: %s", name)
}

func (a alone) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, a.refuse(name)
}

func (a alone) LoadPackageV2(_ context.Context, wanted *schema.PackageDescriptor) (*schema.Package, error) {
	return nil, a.refuse(wanted.Name)
}

func (a alone) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	return nil, a.refuse(name)
}

func (a alone) LoadPackageReferenceV2(
	_ context.Context, wanted *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return nil, a.refuse(wanted.Name)
}
