{{- define "personalization.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "personalization.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "personalization.labels" -}}
{{ include "personalization.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: personalization
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "personalization.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "personalization.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "personalization.image" -}}
{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end -}}

{{- /* How to reach the database: for silos, gateways and the preparation alike. */ -}}
{{- define "personalization.databaseEnv" -}}
- name: PERSONALIZATION_CLUSTER__STORAGE__PROVIDER
  value: {{ .Values.database.provider }}
- name: PERSONALIZATION_CLUSTER__STORAGE__CONNECTIONSTRING
  valueFrom:
    secretKeyRef:
      name: {{ required "database.existingSecret: the secret with the connection string is needed" .Values.database.existingSecret }}
      key: {{ .Values.database.secretKey }}
{{- end -}}

{{- /* What all nodes of the cluster must agree on. */ -}}
{{- define "personalization.clusterEnv" -}}
- name: PERSONALIZATION_CLUSTER__SERVICEID
  value: {{ .Values.cluster.serviceId | quote }}
- name: PERSONALIZATION_CLUSTER__CLUSTERID
  value: {{ .Values.cluster.clusterId | quote }}
- name: PERSONALIZATION_CLUSTER__CLUSTERING
  value: {{ .Values.cluster.clustering }}
- name: PERSONALIZATION_CLUSTER__LOG__PARTITIONS
  value: {{ .Values.cluster.partitions | quote }}
{{ include "personalization.databaseEnv" . }}
{{- if or (eq .Values.cluster.clustering "Redis") .Values.redis.directory }}
- name: PERSONALIZATION_CLUSTER__REDIS
  {{- if .Values.redis.existingSecret }}
  valueFrom:
    secretKeyRef:
      name: {{ .Values.redis.existingSecret }}
      key: redis
  {{- else }}
  value: {{ required "redis.configuration: where Redis is, since it is used" .Values.redis.configuration | quote }}
  {{- end }}
- name: PERSONALIZATION_CLUSTER__REDISDIRECTORY
  value: {{ .Values.redis.directory | quote }}
{{- end }}
{{- end -}}

{{- define "personalization.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "personalization.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "personalization.placement" -}}
{{- with .part.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .part.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .part.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .part.spread }}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "personalization.selector" $ | nindent 8 }}
  {{- end }}
{{- end }}
{{- with .part.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}
