// Command convert writes YAML programs in the other languages, as `pulumi convert` does:
// convert programs schema.json folder program.yaml... For program.yaml the folder gets program.ts, program.py,
// program.go, program.cs and program.java. It knows no package but the schema's.
//
// It also generates the SDK for Java, as `pulumi package gen-sdk --local` does: convert sdk schema.json folder.
// sdkgen generates the others: Java's generator is in no module of the engine's version.
//
// Its version is one that has generators for all of these languages: C# left the engine's module later.
package main

import (
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
	if len(args) > 3 && args[0] == "programs" {
		return writePrograms(args[1], args[2], args[3:])
	}
	if len(args) == 3 && args[0] == "sdk" {
		return writeSDK(args[1], args[2])
	}
	return errors.New("give one of these: programs schema.json folder program.yaml..., sdk schema.json folder")
}

func writePrograms(schemaFile, folder string, files []string) error {
	for _, file := range files {
		for ending, generate := range languages {
			// Generators change the program and the package that they generate from.
			text, err := convert(schemaFile, file, generate)
			if err != nil {
				return fmt.Errorf("%s to %s: %w", file, ending, err)
			}
			name := strings.TrimSuffix(filepath.Base(file), ".yaml") + "." + ending
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func convert(schemaFile, file string, generate generate) (string, error) {
	loader, err := newLoader(schemaFile)
	if err != nil {
		return "", err
	}
	written, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	template, syntax, err := pulumiyaml.LoadYAMLBytes(file, written)
	if err := firstOf(syntax.HCL(), err); err != nil {
		return "", err
	}
	program, diagnostics, err := codegen.EjectProgram(template, loader)
	if err := firstOf(diagnostics, err); err != nil {
		return "", err
	}
	made, diagnostics, err := generate(program)
	if err := firstOf(diagnostics, err); err != nil {
		return "", err
	}
	if len(made) != 1 {
		return "", fmt.Errorf("%d files where one was expected", len(made))
	}
	for _, text := range made {
		return corrected.Replace(string(text)), nil
	}
	panic("unreachable")
}

func writeSDK(schemaFile, folder string) error {
	loader, err := newLoader(schemaFile)
	if err != nil {
		return err
	}
	made, err := java.GeneratePackage("pulumi", loader.pkg, nil, nil, true, false)
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

// corrected is what the generators write that does not compile: in Java a required setting is asked for as if it were
// optional, and what is in a list inside another input is not imported; in Go the arguments of a function that is
// renamed, since a resource has its name, are not.
var corrected = strings.NewReplacer(
	"config.get(", "config.require(",
	"import com.pulumi.whatsapp.inputs.CallHoursArgs;\n",
	"import com.pulumi.whatsapp.inputs.CallHoursArgs;\nimport com.pulumi.whatsapp.inputs.OperatingHoursArgs;\n",
	"LookupPhoneNumber(ctx, &whatsapp.GetPhoneNumberArgs{", "LookupPhoneNumber(ctx, &whatsapp.LookupPhoneNumberArgs{",
)

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
