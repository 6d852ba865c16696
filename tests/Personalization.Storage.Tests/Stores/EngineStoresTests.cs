using System.ComponentModel.DataAnnotations;

namespace Personalization.Storage.Tests.Stores;

public sealed class EngineStoresTests(SharedServer server)
{
    [Theory]
    [InlineData("", null, 256, 500, 0)]
    [InlineData("data", "00:00:00", 256, 500, 0)]
    [InlineData("data", "01:00:01", 256, 500, 0)]
    [InlineData("data", null, 0, 500, 0)]
    [InlineData("data", null, 256, 0, 0)]
    [InlineData("data", null, 256, 500, -1)]
    public void Option_outside_its_range_is_refused(string folder, string? timeout, int pageRows, int writeRows, long maxFileBytes)
    {
        var options = new StoreOptions { Folder = folder, PageRows = pageRows, WriteRows = writeRows, MaxFileBytes = maxFileBytes };
        if (timeout is not null)
        {
            options.CommandTimeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
        }
        Assert.Throws<ValidationException>(() => EngineStores.Open(options));
        Assert.Throws<ValidationException>(() => EngineStores.Open(new() { Provider = (DatabaseProvider)7 }));
    }

    [Theory]
    [InlineData("Nonsense=1")]
    [InlineData("Host=localhost;Port=many")]
    public void Connection_string_that_cannot_be_used_is_refused(string connectionString)
    {
        var fault = Assert.Throws<ArgumentException>(() => EngineStores.Open(
            new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = connectionString + ";Password=hunter22" }));
        Assert.StartsWith("The connection string for PostgreSql cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oracle_is_opened_or_says_that_its_driver_is_not_installed()
    {
        var options = new StoreOptions
        {
            Provider = DatabaseProvider.Oracle,
            ConnectionString = "Data Source=nowhere:1521/x;User Id=u;Password=hunter22",
        };
        try
        {
            await using var stores = EngineStores.Open(options);
            Assert.Equal("oracle database nowhere:1521/x", stores.Description);
        }
        catch (NotSupportedException fault)
        {
            Assert.StartsWith(
                $"Oracle's driver is not installed: no Oracle.ManagedDataAccess.dll in {AppContext.BaseDirectory}.",
                fault.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Description_names_the_database_without_a_password()
    {
        await using var stores = EngineStores.Open(
            new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = "Host=db;Database=shop;Username=u;Password=hunter22" });
        Assert.Equal("postgresql database shop at db:5432", stores.Description);
    }

    [Fact]
    public async Task Tables_that_are_missing_lead_to_an_exception()
    {
        await using var stores = EngineStores.Open(await server.CreateDatabase());
        await stores.Ping();
        var fault = await Assert.ThrowsAsync<IOException>(() => stores.Logs.NextPosition("events/0").AsTask());
        Assert.Contains("relation \"personalization_log\" does not exist", fault.Message, StringComparison.Ordinal);
    }
}
