using Personalization.Grains.Tests.Cluster;

namespace Personalization.Grains.Tests.Profiles;

public sealed class PostgreSqlUserTests(PostgreSqlClusterFixture fixture) : UserContract(fixture), IClassFixture<PostgreSqlClusterFixture>;
