namespace Personalization.Storage.Tests.Snapshots;

public sealed class PostgreSqlSnapshotStoreTests(SharedServer server) : SnapshotStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public Task Keys_are_scanned_in_the_order_of_their_bytes_whatever_the_page(int pageRows) =>
        AssertOrder(options => options.PageRows = pageRows);

    [Fact]
    public Task Failure_half_way_leaves_nothing_also_of_single_statements() => AssertNothingLeft(static options => options.WriteRows = 1);

    protected override Task<StoreOptions> CreateStores() => server.CreateDatabase();
}
