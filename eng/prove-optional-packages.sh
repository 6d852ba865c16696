#!/usr/bin/env bash
# Proves eng/OptionalPackages.targets on a scratch solution: A's optional package is on the package source, B's is not.
# Starts from an empty package folder, prints PASS or FAIL for each expectation and exits with 1 if one failed.
set -uo pipefail
exec </dev/null

root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
export NUGET_PACKAGES="$scratch/packages" MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off DOTNET_CLI_UI_LANGUAGE=en
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch"/{packages,feed,tree/A,tree/B,tree/Tests,missing}
cd "$scratch/tree" || exit 1
missing=Personalization.Proof.NotOnAnySource

# --- the scratch solution
cat >Directory.Build.props <<'XML'
<Project>
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <ImplicitUsings>enable</ImplicitUsings>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
</Project>
XML
versions() { # the version of A's optional package
  cat >Directory.Packages.props <<XML
<Project>
  <Import Project="$root/Directory.Packages.props" />
  <ItemGroup>
    <PackageVersion Remove="YamlDotNet" />
    <PackageVersion Include="YamlDotNet" Version="$1" />
    <PackageVersion Include="$missing" Version="1.0.0" />
  </ItemGroup>
</Project>
XML
}
project() { # name, optional package
  cat >"$1/$1.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
  </PropertyGroup>
  <ItemGroup>
    <OptionalPackageReference Include="$2" />
  </ItemGroup>
  <Import Project="$root/eng/OptionalPackages.targets" />
</Project>
XML
  cat >"$1/Answer.cs" <<CS
namespace $1;

public static class Answer
{
#if OPTIONAL_PACKAGES
    public static string Text => "with";
#else
    public static string Text => "without";
#endif

    public static void Main() => Console.WriteLine("$1 " + Text);
}
CS
}
versions 16.3.0
project A YamlDotNet
project B "$missing"
cat >A/UsesThePackage.cs <<'CS'
#if OPTIONAL_PACKAGES
namespace A;

public static class UsesThePackage
{
    public static Type Serializer => typeof(YamlDotNet.Serialization.Serializer);
}
#endif
CS
cat >Tests/Tests.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.NET.Test.Sdk" />
    <PackageReference Include="xunit.v3" />
    <PackageReference Include="xunit.runner.visualstudio" />
    <ProjectReference Include="../A/A.csproj" />
    <ProjectReference Include="../B/B.csproj" />
  </ItemGroup>
</Project>
XML
cat >Tests/AnswerTests.cs <<'CS'
public sealed class AnswerTests
{
    [Xunit.Fact]
    public void A_is_built_with_and_B_without() => Xunit.Assert.Equal("with without", A.Answer.Text + " " + B.Answer.Text);
}
CS
dotnet new sln -n Proof --format sln >/dev/null && dotnet sln Proof.sln add A B >/dev/null || exit 1

# --- expectations
failures=0
log="$scratch/log"
report() { # status, text
  if [ "$1" -eq 0 ]; then echo "PASS  $2"; return; fi
  echo "FAIL  $2"; sed 's/^/      | /' "$log" | tail -n 20
  failures=$((failures + 1))
}
succeeds() { local text=$1; shift; "$@" >"$log" 2>&1; report $? "$text"; }
fails_naming() { local text=$1 word=$2; shift 2; if "$@" >"$log" 2>&1; then report 1 "$text"; else grep -q "$word" "$log"; report $? "$text"; fi; }
says() { # project, with|without
  dotnet "$1/bin/Debug/net10.0/$1.dll" >"$log" 2>&1; grep -qx "$1 $2" "$log"; report $? "  $1 is built $2 its optional package"
}
stamps() { stat -c '%n %y' {A,B}/obj/optional-packages.props {A,B}/bin/Debug/net10.0/?.dll; }
answers() { stat -c '%n %y' {A,B}/obj/optional-packages.props; }

succeeds 'plain build of the solution from an empty package folder' dotnet build Proof.sln
says A with; says B without
before=$(stamps)
succeeds 'second build' dotnet build Proof.sln
[ "$before" = "$(stamps)" ]; report $? '  neither asks again nor compiles again'

before=$(answers)
succeeds 'none after auto' dotnet build Proof.sln -p:OptionalPackages=none
says A without; says B without
succeeds 'auto after none' dotnet build Proof.sln
says A with; says B without
[ "$before" = "$(answers)" ]; report $? '  the recorded answers stayed'
succeeds 'required, package present' dotnet build A -p:OptionalPackages=required
says A with
fails_naming 'required, package missing: an error that names it' "NU1101.*$missing" dotnet build B -p:OptionalPackages=required
fails_naming 'an unknown mode is refused' 'must be auto, none or required' dotnet build A -p:OptionalPackages=maybe

versions 999.0.0
succeeds "A's version changes to one that is missing" dotnet build A
says A without
versions 16.3.0
succeeds 'and back' dotnet build A
says A with

rm -rf {A,B}/{obj,bin} packages; mkdir -p "$NUGET_PACKAGES"
succeeds 'dotnet test of one project that references A and B, nothing restored before' dotnet test Tests
grep -q 'Passed: *1,' "$log"; report $? '  its test ran'
rm -rf {A,B}/{obj,bin}
for p in A B; do dotnet run --project "$p" >"$log.$p" 2>&1; done
cat "$log".? >"$log"
grep -qx 'A with' "$log" && grep -qx 'B without' "$log"; report $? 'dotnet run of one project, nothing restored before'
succeeds 'none from the start' dotnet build B -p:OptionalPackages=none --force
says B without

cat >"$scratch/missing/$missing.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
</Project>
XML
succeeds "B's package is published to a local source" dotnet pack "$scratch/missing" -o "$scratch/feed" -p:Version=1.0.0
cat >nuget.config <<XML
<configuration>
  <packageSources>
    <clear />
    <add key="feed" value="$scratch/feed" />
  </packageSources>
</configuration>
XML
succeeds 'the sources change' dotnet build B
says B with

echo "$failures failed"
[ "$failures" -eq 0 ]
