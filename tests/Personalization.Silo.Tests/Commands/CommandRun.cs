using System.CommandLine;
using Personalization.Silo.Commands;

namespace Personalization.Silo.Tests.Commands;

/// <summary>The program's verbs in this process.</summary>
internal static class CommandRun
{
    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
    {
        var root = ServeCommand.Create("");
        root.Add(ValidateCommand.Create());
        root.Add(PrepareDatabaseCommand.Create());
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
