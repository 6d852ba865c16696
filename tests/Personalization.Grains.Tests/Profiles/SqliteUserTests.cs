using Personalization.Grains.Tests.Cluster;

namespace Personalization.Grains.Tests.Profiles;

public sealed class SqliteUserTests(ClusterFixture fixture) : UserContract(fixture), IClassFixture<ClusterFixture>;
