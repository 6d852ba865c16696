namespace Personalization.Tests.Shared;

/// <summary>Finds the real data sets: where PERSONALIZATION_DATA says, or in <c>shared/data</c> of a folder above.</summary>
internal static class DataSets
{
    /// <summary>The folder of a set; skips the test when it is not there.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("PERSONALIZATION_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            root = Directory.Exists(candidate) ? candidate : null;
        }
        var found = root is null ? null : Path.Combine(root, name);
        Assert.SkipUnless(
            Directory.Exists(found), $"The data set {name} is not here; PERSONALIZATION_DATA names the folder that holds it.");
        return found!;
    }
}
