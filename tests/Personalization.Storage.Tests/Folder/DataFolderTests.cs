using Personalization.Storage.Folder;

namespace Personalization.Storage.Tests.Folder;

public sealed class DataFolderTests
{
    [Fact]
    public void Second_owner_is_refused_and_told_who_the_first_is()
    {
        using var temporary = new TemporaryFolder();
        using var owner = DataFolder.Open(temporary.Path);
        var refusal = Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(temporary.Path));
        Assert.Equal(temporary.Path, refusal.Folder);
        Assert.Equal(Environment.ProcessId, refusal.OwnerProcessId);
        Assert.Contains($"'{temporary.Path}' is in use by process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_given_up_can_be_owned_again()
    {
        using var temporary = new TemporaryFolder();
        DataFolder.Open(temporary.Path).Dispose();
        using var owner = DataFolder.Open(temporary.Path);
    }
}
