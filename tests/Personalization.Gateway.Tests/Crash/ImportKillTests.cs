using Personalization.Gateway.Tests.Http;
using Personalization.Tools.Import;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>The import verb, killed in the middle and started again.</summary>
public sealed class ImportKillTests
{
    private const int Rows = 50_000;

    [Fact]
    public async Task Kills_during_an_import_lead_to_the_state_of_an_uninterrupted_one()
    {
        var folder = Directory.CreateTempSubdirectory("personalization-import-kill-");
        var table = Path.Combine(folder.FullName, "events.csv");
        await File.WriteAllLinesAsync(table, Table(seed: 3));
        // The key of the hash of event ids is part of the state: both begin with the same one.
        var whole = Directory.CreateDirectory(Path.Combine(folder.FullName, "whole")).FullName;
        await EngineDigest.Of(whole);
        var killed = Directory.CreateDirectory(Path.Combine(folder.FullName, "killed")).FullName;
        foreach (var file in Directory.GetFiles(whole))
        {
            File.Copy(file, Path.Combine(killed, Path.GetFileName(file)));
        }

        var random = new Random(17);
        var done = 0L;
        for (var kill = 0; kill < 4; kill++)
        {
            using var import = await GatewayProcess.Start(killed, Import(table));
            var target = done + random.Next(1, 8000);
            await Eventually.True(() => Records(killed) >= target, $"{target} rows are imported");
            import.Kill();
            await import.AssertKilled();
            done = Records(killed);
            Assert.InRange(done, target, Rows - 1);
        }
        var (exitCode, output) = await GatewayProcess.Run(killed, Import(table));
        Assert.True(exitCode == 2, output); // one faulty row
        (exitCode, output) = await GatewayProcess.Run(whole, Import(table));
        Assert.True(exitCode == 2, output);

        Assert.Equal(await EngineDigest.Of(whole), await EngineDigest.Of(killed));
        Assert.Equal(await Errors(whole), await Errors(killed));
        Assert.False(File.Exists(Path.Combine(killed, "import-csv.checkpoint")));
        folder.Delete(recursive: true);
    }

    private static string[] Import(string table) =>
        [
            "import", "csv", table, "--kind", "events",
            "--map", "user_id=who,item_id=what,timestamp=at,event_type=kind,value=amount", "--batch", "500",
        ];

    private static long Records(string folder) => ImportCheckpoint.Load(Path.Combine(folder, "import-csv.checkpoint"))?.Records ?? 0;

    private static Task<string[]> Errors(string folder) => File.ReadAllLinesAsync(Path.Combine(folder, "import-csv.errors.jsonl"));

    private static IEnumerable<string> Table(int seed)
    {
        var random = new Random(seed);
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string[] kinds = ["page_view", "page_view", "page_view", "add_to_cart", "purchase"];
        yield return "who,what,at,kind,amount";
        for (var row = 0; row < Rows; row++)
        {
            yield return row == 12_345
                ? "somebody,item-1,no time at all,page_view,1"
                : $"user-{random.Next(800)},item-{random.Next(300)},{start.AddSeconds(30 * row):O},{kinds[random.Next(kinds.Length)]},"
                    + $"{random.Next(1, 100)}";
        }
    }
}
