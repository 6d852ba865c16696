using System.CommandLine;
using Personalization.Engine.Events;
using Personalization.Tools.Commands;

namespace Personalization.Tools.Tests.Commands;

/// <summary>The verbs in this process.</summary>
internal static class VerbRun
{
    /// <summary>Runs a verb to its end.</summary>
    /// <returns>The exit status and all that it printed.</returns>
    public static async Task<(int Status, string Text)> Run(params string[] arguments)
    {
        var root = new RootCommand { EngineOptions.Data, EngineOptions.Config };
        root.AddVerbs(static _ => new EventRules(TimeSpan.FromMinutes(10)));
        using var text = new StringWriter();
        var status = await root.Parse(arguments).InvokeAsync(
            new InvocationConfiguration { Output = text, Error = text }, TestContext.Current.CancellationToken);
        return (status, text.ToString().ReplaceLineEndings("\n").Trim());
    }
}
