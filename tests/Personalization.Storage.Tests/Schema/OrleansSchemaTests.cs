using System.Data;

namespace Personalization.Storage.Tests.Schema;

public sealed class OrleansSchemaTests(SharedServer server)
{
    private static readonly Dictionary<string, object> Values = new()
    {
        ["DeploymentId"] = "c",
        ["Address"] = "10.0.0.1",
        ["Port"] = 11111,
        ["Generation"] = 1,
        ["SiloName"] = "silo",
        ["HostName"] = "host",
        ["Status"] = 3,
        ["ProxyPort"] = 30000,
        ["SuspectTimes"] = typeof(string),
        ["StartTime"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        ["IAmAliveTime"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        ["Version"] = 0,
        ["ServiceId"] = "s",
        ["GrainId"] = "user/ann",
        ["ReminderName"] = "r",
        ["GrainHash"] = -5,
        ["BeginHash"] = -10,
        ["EndHash"] = 10,
        ["Period"] = 60_000,
        ["GrainIdHash"] = 1,
        ["GrainIdN0"] = 0L,
        ["GrainIdN1"] = 0L,
        ["GrainTypeHash"] = 2,
        ["GrainTypeString"] = "user",
        ["GrainIdExtensionString"] = "ann",
        ["GrainStateVersion"] = typeof(int),
        ["PayloadBinary"] = new byte[] { 1, 2 },
    };

    [Fact]
    public async Task Every_query_that_Orleans_looks_up_is_there()
    {
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        Assert.Equal(OrleansKeys.Names.Order(), database.Queries.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(OrleansKeys.All), MemberType = typeof(OrleansKeys))]
    public async Task Query_runs_with_its_parameters_and_answers_its_columns(string key, string parameters, string columns)
    {
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        var table = await database.Run(key, [.. parameters.Split(' ').Select(name => (name, Values[name]))]);
        if (columns == "*")
            Assert.Single(table.Columns);
        else
            Assert.Superset(
                columns.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase),
                table.Columns.Cast<DataColumn>().Select(column => column.ColumnName).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Membership_changes_only_together_with_the_expected_version()
    {
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        Assert.Equal(1, await database.Number("InsertMembershipVersionKey", ("DeploymentId", "c")));
        Assert.Equal(0, await database.Number("InsertMembershipVersionKey", ("DeploymentId", "c")));

        // A cluster without silos answers its version.
        var row = Assert.Single((await database.Run("MembershipReadAllKey", ("DeploymentId", "c"))).Rows.Cast<DataRow>());
        Assert.Equal(0, row["Version"]);
        Assert.Equal(DBNull.Value, row["StartTime"]);

        Assert.Equal(0, await Insert(database, port: 1, version: 7));
        Assert.Equal(1, await Insert(database, port: 1, version: 0));
        Assert.Equal(0, await Insert(database, port: 1, version: 1));
        Assert.Equal(0, await Insert(database, port: 2, version: 0));
        Assert.Equal(1, await Insert(database, port: 2, version: 1));
        Assert.Equal(0, await Update(database, port: 1, version: 1, status: 6));
        Assert.Equal(0, await Update(database, port: 9, version: 2, status: 6));
        Assert.Equal(1, await Update(database, port: 1, version: 2, status: 6));

        var silos = (await database.Run("MembershipReadAllKey", ("DeploymentId", "c")))
            .Rows.Cast<DataRow>()
            .OrderBy(silo => silo["Port"])
            .ToArray();
        Assert.Equal([3, 3], silos.Select(silo => silo["Version"]));
        Assert.Equal([6, 3], silos.Select(silo => silo["Status"]));
        Assert.Equal("10.0.0.1:5@1,2026", silos[0]["SuspectTimes"]);
        Assert.Equal(Values["StartTime"], silos[0]["StartTime"]);
        var gateway = Assert.Single((await database.Run("GatewaysQueryKey", ("DeploymentId", "c"), ("Status", 3))).Rows.Cast<DataRow>());
        Assert.Equal(30_000, gateway["ProxyPort"]);
    }

    [Fact]
    public async Task Silo_that_says_it_is_alive_and_clean_up_leave_the_version()
    {
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        await database.Run("InsertMembershipVersionKey", ("DeploymentId", "c"));
        for (var port = 0; port < 3; port++)
            await Insert(database, port, version: port);
        await Update(database, port: 0, version: 3, status: 6);
        await Update(database, port: 1, version: 4, status: 6);
        var later = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        await database.Run(
            "UpdateIAmAlivetimeKey", ("DeploymentId", "c"), ("Address", "10.0.0.1"), ("Port", 1), ("Generation", 1),
            ("IAmAliveTime", later));

        // Dead and silent, dead and seen lately, active and silent.
        await database.Run("CleanupDefunctSiloEntriesKey", ("DeploymentId", "c"), ("IAmAliveTime", later.AddDays(-1)));
        var silos = (await database.Run("MembershipReadAllKey", ("DeploymentId", "c"))).Rows.Cast<DataRow>();
        Assert.Equal([1, 2], silos.Select(silo => (int)silo["Port"]).Order());
        Assert.All(silos, silo => Assert.Equal(5, silo["Version"]));
        await database.Run("DeleteMembershipTableEntriesKey", ("DeploymentId", "c"));
        Assert.Empty((await database.Run("MembershipReadAllKey", ("DeploymentId", "c"))).Rows);
    }

    [Fact]
    public async Task Of_many_silos_that_join_at_once_one_wins_each_version()
    {
        const int silos = 8;
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        await database.Run("InsertMembershipVersionKey", ("DeploymentId", "c"));
        await Task.WhenAll(Enumerable.Range(0, silos).Select(async port =>
        {
            long? won = 0;
            while (won == 0)
            {
                var row = (await database.Run("MembershipReadAllKey", ("DeploymentId", "c"))).Rows[0];
                won = await Insert(database, port, (int)row["Version"]);
            }
        }));
        var rows = (await database.Run("MembershipReadAllKey", ("DeploymentId", "c"))).Rows;
        Assert.Equal(silos, rows.Count);
        Assert.Equal(silos, rows[0]["Version"]);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData(null)]
    public async Task State_is_written_cleared_and_deleted_only_with_its_version(string? extension)
    {
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        Assert.Equal(1, await Write(database, extension, null, 1));
        Assert.Null(await Write(database, extension, null, 2));
        Assert.Equal(7, await Write(database, extension, 7, 2));
        Assert.Equal(2, await Write(database, extension, 1, 2));
        Assert.Equal(1, await Write(database, extension, 1, 3));
        Assert.Equal([2], (byte[])(await ReadState(database, extension))!["PayloadBinary"]);

        // Another grain's state is another row.
        Assert.Equal(1, await Write(database, "other", null, 9));
        Assert.Equal(1, await database.Number("ClearStorageKey", [.. Grain(extension), ("GrainStateVersion", 1)]));
        Assert.Equal(3, await database.Number("ClearStorageKey", [.. Grain(extension), ("GrainStateVersion", 2)]));
        var cleared = await ReadState(database, extension);
        Assert.Equal(DBNull.Value, cleared!["PayloadBinary"]);
        Assert.Equal(3, cleared["Version"]);
        Assert.Null(await Write(database, extension, null, 4));
        Assert.Equal(4, await Write(database, extension, 3, 4));
        Assert.Equal(3, await database.Number("DeleteStorageKey", [.. Grain(extension), ("GrainStateVersion", 3)]));
        Assert.Equal(5, await database.Number("DeleteStorageKey", [.. Grain(extension), ("GrainStateVersion", 4)]));
        Assert.Null(await ReadState(database, extension));
        Assert.Equal(1, await Write(database, extension, null, 5));
        Assert.Equal([9], (byte[])(await ReadState(database, "other"))!["PayloadBinary"]);
    }

    [Fact]
    public async Task Of_activations_that_write_at_once_one_wins_each_version()
    {
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        for (int? version = null; version is null or < 20; version = (version ?? 0) + 1)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Write(database, null, version, (byte)writer)));
            Assert.Single(answers, answer => answer == (version ?? 0) + 1);
            Assert.Equal(3, answers.Count(answer => answer == version));
        }
    }

    [Fact]
    public async Task Reminder_is_replaced_and_deleted_by_version()
    {
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        Assert.Equal(0, await Remind(database, "user/ann", -5, 60_000));
        Assert.Equal(1, await Remind(database, "user/ann", -5, 5_000_000_000L));
        var row =
            Assert.Single((await database.Run("ReadReminderRowKey", ("ServiceId", "s"), ("GrainId", "user/ann"), ("ReminderName", "r")))
                .Rows.Cast<DataRow>());
        Assert.Equal(5_000_000_000L, row["Period"]);
        Assert.Equal(1, row["Version"]);
        Assert.Equal(Values["StartTime"], row["StartTime"]);
        Assert.Equal(0, await Forget(database, 0));
        Assert.Equal(1, await Forget(database, 1));
        Assert.Empty((await database.Run("ReadReminderRowsKey", ("ServiceId", "s"), ("GrainId", "user/ann"))).Rows);
    }

    [Fact]
    public async Task Reminders_are_read_by_range_of_their_hashes()
    {
        await using var database = await OrleansDatabase.Open(await server.CreateDatabase());
        foreach (var hash in new[] { int.MinValue, -5, 0, 5, int.MaxValue })
            await Remind(database, $"user/{hash}", hash, 60_000);
        Assert.Equal(["user/0", "user/5"], await Range("ReadRangeRows1Key", -5, 5));
        Assert.Equal(["user/-2147483648", "user/-5", "user/2147483647"], await Range("ReadRangeRows2Key", 5, -5));
        Assert.Equal(5, (await Range("ReadRangeRows2Key", 0, 0)).Length);
        await database.Run("DeleteReminderRowsKey", ("ServiceId", "s"));
        Assert.Empty(await Range("ReadRangeRows2Key", 0, 0));

        async Task<string[]> Range(string key, int begin, int end)
        {
            var table = await database.Run(key, ("ServiceId", "s"), ("BeginHash", begin), ("EndHash", end));
            return [.. table.Rows.Cast<DataRow>().Select(row => (string)row["GrainId"]).Order(StringComparer.Ordinal)];
        }
    }

    private static Task<long?> Insert(OrleansDatabase database, int port, int version) => database.Number(
        "InsertMembershipKey",
        ("DeploymentId", "c"), ("IAmAliveTime", Values["IAmAliveTime"]), ("SiloName", "silo"), ("HostName", "host"),
        ("Address", "10.0.0.1"), ("Port", port), ("Generation", 1), ("StartTime", Values["StartTime"]), ("Status", 3),
        ("ProxyPort", 30_000), ("Version", version));

    private static Task<long?> Update(OrleansDatabase database, int port, int version, int status) => database.Number(
        "UpdateMembershipKey",
        ("DeploymentId", "c"), ("Address", "10.0.0.1"), ("Port", port), ("Generation", 1), ("IAmAliveTime", Values["IAmAliveTime"]),
        ("Status", status), ("SuspectTimes", "10.0.0.1:5@1,2026"), ("Version", version));

    private static (string, object)[] Grain(string? extension) =>
    [
        ("GrainIdHash", 1), ("GrainIdN0", 0L), ("GrainIdN1", 0L), ("GrainTypeHash", 2), ("GrainTypeString", "user"),
        ("GrainIdExtensionString", extension is null ? typeof(string) : extension), ("ServiceId", "s"),
    ];

    private static Task<long?> Write(OrleansDatabase database, string? extension, int? version, byte payload) => database.Number(
        "WriteToStorageKey",
        [.. Grain(extension), ("GrainStateVersion", version is { } known ? known : typeof(int)), ("PayloadBinary", new[] { payload })]);

    private static async Task<DataRow?> ReadState(OrleansDatabase database, string? extension) =>
        (await database.Run("ReadFromStorageKey", Grain(extension))).Rows.Cast<DataRow>().SingleOrDefault();

    private static Task<long?> Remind(OrleansDatabase database, string grain, int hash, long period) => database.Number(
        "UpsertReminderRowKey",
        ("ServiceId", "s"), ("GrainHash", hash), ("GrainId", grain), ("ReminderName", "r"), ("StartTime", Values["StartTime"]),
        ("Period", period <= int.MaxValue ? (int)period : period));

    private static Task<long?> Forget(OrleansDatabase database, int version) => database.Number(
        "DeleteReminderRowKey", ("ServiceId", "s"), ("GrainId", "user/ann"), ("ReminderName", "r"), ("Version", version));
}
