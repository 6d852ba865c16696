#!/usr/bin/env bash
# Checks what is in deploy/ with the tools that are there, and says which are not. Exit status 1 when a check found a fault; a missing tool is none.
#   Debian: apt-get install yamllint prometheus jq python3-jsonschema python3-yaml
# Further: helm, kubeconform, hadolint, docker with its compose plugin.
set -uo pipefail
cd "$(dirname "$0")"
exec </dev/null

failures=0 skipped=()
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

check() { # what, command…
  local what=$1; shift
  if "$@" >"$scratch/log" 2>&1; then echo "ok    $what"; return; fi
  echo "FAIL  $what"; sed 's/^/      | /' "$scratch/log" | tail -n 40
  failures=$((failures + 1))
}
have() { # tool, what it would check
  if command -v "$1" >/dev/null; then return; fi
  skipped+=("$1: $2"); return 1
}

# --- files that belong together
check 'the chart carries the documented settings of silos' test helm/personalization/silo-config/cluster.json -ef ../silo-config/cluster.json
context() { # every path that a Dockerfile copies from the root is let through by .dockerignore
  local path
  for path in src silo-config global.json BannedSymbols.txt .editorconfig Directory.Build.props Directory.Build.targets Directory.Packages.props; do
    test -e "../$path" && grep -qx "!$path" ../.dockerignore || { echo "$path"; return 1; }
  done
}
check 'the images are built from what is there' context
versions() {
  local chart program
  program=$(sed -nE 's/.*<Version>(.*)<\/Version>.*/\1/p' ../Directory.Build.props)
  chart=$(sed -nE 's/^appVersion: *"?([^"]*)"?/\1/p' helm/personalization/Chart.yaml)
  echo "program $program, chart $chart"
  test "$program" = "$chart" && grep -qx "ARG VERSION=$program" silo.Dockerfile && grep -qx "ARG VERSION=$program" gateway.Dockerfile
}
check 'the version is the same everywhere' versions

# --- YAML, JSON
if have yamllint 'all YAML'; then check 'YAML' yamllint -s -c .yamllint .; fi
if have jq 'the dashboard'; then
  check 'the dashboard is JSON, its panels have ids of their own' jq -e '[.panels[].id] | length == (unique | length)' grafana/dashboards/personalization.json
fi

# --- metrics
if have promtool 'Prometheus'\'' configuration, alerts, queries of the dashboard'; then
  check 'Prometheus'\'' configuration' promtool check config prometheus/prometheus.yml
  check 'the alerts do what they say' promtool test rules prometheus/alerts.test.yml
  if command -v jq >/dev/null; then
    jq '{groups: [{name: "dashboard", rules: [.panels[].targets // [] | .[].expr | gsub("\\$(gateway|silo)"; ".*")] | to_entries | map({record: "query:\(.key)", expr: .value})}]}' \
      grafana/dashboards/personalization.json >"$scratch/dashboard.json"
    check 'the queries of the dashboard' promtool check rules "$scratch/dashboard.json"
  fi
fi

# --- the chart
chart=helm/personalization
cat >"$scratch/most.yaml" <<'YAML'
database: {existingSecret: db}
redis: {configuration: "redis:6379", directory: true}
silo: {autoscaling: {enabled: true}, dashboard: {enabled: true, existingSecret: operator}, settings: {Node: {Decisions: {Exploration: 0.1}}}}
gateway: {autoscaling: {enabled: true}, ingress: {enabled: true, className: nginx, hosts: [{host: shop.example, paths: [/api]}]}}
serviceMonitor: {enabled: true}
YAML
values() { # the schema takes the values, and refuses a chart without a secret and unknown names
  python3 - "$chart" "$scratch/most.yaml" <<'PYTHON'
import copy, json, sys, jsonschema, yaml
schema = json.load(open(sys.argv[1] + "/values.schema.json"))
def over(a, b):
    a = copy.deepcopy(a)
    for key, value in b.items():
        a[key] = over(a[key], value) if isinstance(value, dict) and isinstance(a.get(key), dict) else value
    return a
defaults = yaml.safe_load(open(sys.argv[1] + "/values.yaml"))
check = jsonschema.Draft7Validator(schema)
taken = over(defaults, yaml.safe_load(open(sys.argv[2])))
faults = [f"{list(e.path)}: {e.message}" for e in check.iter_errors(taken)]
for wrong in ({}, {"database": {"existingSecret": ""}}, {"database": {"existingSecret": "db"}, "silos": {}}, {"database": {"existingSecret": "db"}, "cluster": {"partitions": 0}}):
    if check.is_valid(over(defaults, wrong)):
        faults.append(f"takes {wrong}")
print("\n".join(faults))
sys.exit(1 if faults else 0)
PYTHON
}
if have python3 'the schema of the chart'\''s values'; then
  if python3 -c 'import jsonschema, yaml' 2>/dev/null; then check 'the schema of the chart'\''s values' values
  else skipped+=("python3-jsonschema, python3-yaml: the schema of the chart's values"); fi
fi
if have helm 'the chart, rendered'; then
  check 'the chart' helm lint --strict "$chart" --set database.existingSecret=db
  check 'the chart rendered with few settings' helm template demo "$chart" --kube-version 1.30.0 --set database.existingSecret=db --output-dir "$scratch/few"
  check 'the chart rendered with most settings' helm template demo "$chart" --kube-version 1.30.0 -f "$scratch/most.yaml" --output-dir "$scratch/most"
  if have kubeconform 'what the chart renders to, against the schemas of Kubernetes (asks for them)'; then
    check 'what it renders to' kubeconform -strict -ignore-missing-schemas -kubernetes-version 1.30.0 "$scratch/few" "$scratch/most"
  fi
fi

# --- containers
if have hadolint 'the Dockerfiles'; then check 'the Dockerfiles' hadolint --ignore DL3006 silo.Dockerfile gateway.Dockerfile; fi
if docker compose version >/dev/null 2>&1; then
  check 'compose' docker compose --env-file env.example -f compose.yaml --profile '*' config --quiet
  check 'compose with Redis' docker compose --env-file env.example -f compose.yaml -f compose.redis.yaml --profile redis config --quiet
else
  skipped+=('docker compose: compose.yaml')
fi

for tool in "${skipped[@]}"; do echo "skip  $tool (not installed)"; done
echo "$failures faults"
[ "$failures" -eq 0 ]
