# syntax=docker/dockerfile:1
# The public door: HTTP API and console. By itself it runs the whole engine; with PERSONALIZATION_ENGINE__HOST=OrleansClient it serves a cluster of silos.
# Build from the root of the repository: docker build -f deploy/gateway.Dockerfile -t personalization-gateway .
ARG DOTNET_VERSION=10.0

# The compiler runs on the machine that builds, whatever the image is for.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION}-noble AS build
ARG TARGETARCH
WORKDIR /source

COPY . .

# Known vulnerabilities of packages are told as warnings.
RUN --mount=type=cache,id=nuget,target=/root/.nuget/packages \
    dotnet publish src/Personalization.Gateway -a $TARGETARCH -c Release -o /app -p:PublishReadyToRun=true \
      -p:UseAppHost=false -p:DebugType=embedded -p:PublishDocumentationFile=false -p:PublishReferencesDocumentationFiles=false \
      -p:NuGetAudit=true "-p:WarningsNotAsErrors=NU1900%3BNU1901%3BNU1902%3BNU1903%3BNU1904" \
 && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}-noble-chiseled
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Personalization gateway" \
      org.opencontainers.image.description="The HTTP gateway of the personalization engine" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
# The file system may be read-only but for /data, which only the embedded engine writes to.
ENV DOTNET_EnableDiagnostics=0 \
    PERSONALIZATION_GATEWAY__URLS=http://*:8080 \
    PERSONALIZATION_ENGINE__DATAFOLDER=/data \
    PERSONALIZATION_DEMO__MODE=Off
EXPOSE 8080
# The image's own user, who is not root.
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "Personalization.Gateway.dll", "health"]
ENTRYPOINT ["dotnet", "Personalization.Gateway.dll"]
