using System.Globalization;
using Personalization.Tests.Shared;

namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>
/// The Upworthy Research Archive's exploratory set, from where the data sets lie; a test that reads it is skipped when it is not there.
/// </summary>
internal static class UpworthyData
{
    /// <summary>All tests, in the order of the file.</summary>
    public static UpworthyTest[] Tests()
    {
        var file = Path.Combine(DataSets.Folder("upworthy-exploratory"), "arms.csv");
        var arms = File.ReadLines(file).Skip(1).Select(line => line.Split(','));
        return [.. arms.GroupBy(a => a[1]).Select(test => new UpworthyTest(
            int.Parse(test.First()[2], CultureInfo.InvariantCulture),
            [.. test.Select(a => long.Parse(a[3], CultureInfo.InvariantCulture))],
            test.Sum(a => long.Parse(a[4], CultureInfo.InvariantCulture))))];
    }

    /// <summary>The click rates of the tests that had clicks.</summary>
    public static double[] ClickRates() => [.. Tests().Select(t => t.ClickRate).Where(r => r > 0)];
}
