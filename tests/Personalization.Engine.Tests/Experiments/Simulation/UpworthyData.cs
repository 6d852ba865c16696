using System.Globalization;

namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>The Upworthy Research Archive's exploratory set, from where the data sets lie; a test that reads it is skipped when it is not there.</summary>
internal static class UpworthyData
{
    /// <summary>All tests, in the order of the file.</summary>
    public static UpworthyTest[] Tests()
    {
        var file = Path.Combine(Folder("upworthy-exploratory"), "arms.csv");
        var arms = File.ReadLines(file).Skip(1).Select(line => line.Split(','));
        return [.. arms.GroupBy(a => a[1]).Select(test => new UpworthyTest(
            int.Parse(test.First()[2], CultureInfo.InvariantCulture),
            [.. test.Select(a => long.Parse(a[3], CultureInfo.InvariantCulture))],
            test.Sum(a => long.Parse(a[4], CultureInfo.InvariantCulture))))];
    }

    /// <summary>The click rates of the tests that had clicks.</summary>
    public static double[] ClickRates() => [.. Tests().Select(t => t.ClickRate).Where(r => r > 0)];

    private static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("PERSONALIZATION_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            root = Directory.Exists(candidate) ? candidate : null;
        }
        var found = root is null ? null : Path.Combine(root, name);
        Assert.SkipUnless(Directory.Exists(found), $"The data set {name} is not here; PERSONALIZATION_DATA names the folder that holds it.");
        return found!;
    }
}
