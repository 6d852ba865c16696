using Personalization.Gateway.Tests.Crash;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Hosting;

/// <summary>A folder of files belongs to one process.</summary>
public sealed class FolderOwnershipTests
{
    [Fact]
    public async Task Second_process_on_a_folder_leads_to_exit_status_1_and_the_name_of_the_folder_and_its_owner()
    {
        await using var gateway = await RunningGateway.Start();
        var (exitCode, output) = await GatewayProcess.Run(gateway.Folder, "--urls", "http://127.0.0.1:0", "--demo", "off");
        Assert.Equal(1, exitCode);
        Assert.Contains($"'{gateway.Folder}' is in use by process {Environment.ProcessId}.", output, StringComparison.Ordinal);
        await gateway.AssertServes();
    }
}
