# syntax=docker/dockerfile:1
# The silo process: persons, visits and the log as Orleans grains.
# Build from the root of the repository: docker build -f deploy/silo.Dockerfile -t personalization-silo .
ARG DOTNET_VERSION=10.0

# The compiler runs on the machine that builds, whatever the image is for.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION}-noble AS build
ARG TARGETARCH
WORKDIR /source

COPY . .

# Known vulnerabilities of packages are told as warnings.
RUN --mount=type=cache,id=nuget,target=/root/.nuget/packages \
    dotnet publish src/Personalization.Silo -a $TARGETARCH -c Release -o /app -p:PublishReadyToRun=true \
      -p:UseAppHost=false -p:DebugType=embedded -p:PublishDocumentationFile=false -p:PublishReferencesDocumentationFiles=false \
      -p:NuGetAudit=true "-p:WarningsNotAsErrors=NU1900%3BNU1901%3BNU1902%3BNU1903%3BNU1904"

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}-noble-chiseled
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Personalization silo" \
      org.opencontainers.image.description="A silo of a personalization cluster" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
WORKDIR /app
COPY --from=build /app .
# The file system may be read-only: nothing is written, and the runtime opens no socket for debuggers.
ENV DOTNET_EnableDiagnostics=0 \
    PERSONALIZATION_SILO__URLS=http://*:8081
# 11111 between silos, 30000 for gateways, 8081 health and metrics. None of them is for the public.
EXPOSE 11111 30000 8081
# The image's own user, who is not root and owns nothing here.
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "Personalization.Silo.dll", "health"]
ENTRYPOINT ["dotnet", "Personalization.Silo.dll"]
