using System.ComponentModel.DataAnnotations;

namespace Personalization.AdoNet.Tests.Stores;

public sealed class AdoNetStoresTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "", null, 256, 500)]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=a.db", "00:00:00", 256, 500)]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=a.db", "01:00:01", 256, 500)]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=a.db", null, 0, 500)]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=a.db", null, 256, 0)]
    [InlineData((DatabaseProvider)7, "Data Source=a.db", null, 256, 500)]
    public void Option_outside_its_range_is_refused(DatabaseProvider provider, string connectionString, string? timeout, int pageRows, int writeRows)
    {
        var options = new StoreOptions { Provider = provider, ConnectionString = connectionString, PageRows = pageRows, WriteRows = writeRows };
        if (timeout is not null)
            options.CommandTimeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<ValidationException>(() => AdoNetStores.Open(options));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "Nonsense=1")]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=:memory:")]
    [InlineData(DatabaseProvider.Sqlite, "Cache=Shared")]
    [InlineData(DatabaseProvider.PostgreSql, "Nonsense=1")]
    [InlineData(DatabaseProvider.PostgreSql, "Host=localhost;Port=many")]
    public void Connection_string_that_cannot_be_used_is_refused(DatabaseProvider provider, string connectionString)
    {
        var fault = Assert.Throws<ArgumentException>(
            () => AdoNetStores.Open(new() { Provider = provider, ConnectionString = connectionString + ";Password=hunter22" }));
        Assert.StartsWith($"The connection string for {provider} cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oracle_is_opened_or_says_that_it_was_left_out()
    {
        var options = new StoreOptions { Provider = DatabaseProvider.Oracle, ConnectionString = "Data Source=nowhere:1521/x;User Id=u;Password=hunter22" };
        try
        {
            await using var stores = AdoNetStores.Open(options);
            Assert.Equal("oracle database nowhere:1521/x", stores.Description);
        }
        catch (NotSupportedException fault)
        {
            Assert.Equal("built without Oracle: the package source does not hold Oracle.ManagedDataAccess.Core", fault.Message);
        }
    }

    [Fact]
    public async Task Description_names_the_database_without_a_password()
    {
        await using var stores = AdoNetStores.Open(
            new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = "Host=db;Database=shop;Username=u;Password=hunter22" });
        Assert.Equal("postgresql database shop at db:5432", stores.Description);
    }

    [Fact]
    public async Task Tables_that_are_missing_lead_to_an_exception()
    {
        using var folder = new TemporaryFolder();
        await using var stores = AdoNetStores.Open(new() { ConnectionString = $"Data Source={folder.Path}/stores.db;Pooling=False" });
        await stores.Ping();
        var fault = await Assert.ThrowsAsync<IOException>(() => stores.Logs.NextPosition("events/0").AsTask());
        Assert.Contains("no such table: personalization_log", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_no_database_leads_to_an_exception()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Path + "/stores.db", new string('x', 10_000));
        await using var stores = AdoNetStores.Open(new() { ConnectionString = $"Data Source={folder.Path}/stores.db;Pooling=False" });
        await Assert.ThrowsAsync<IOException>(() => stores.Ping().AsTask());
        await Assert.ThrowsAsync<IOException>(() => stores.Prepare().AsTask());
    }
}
