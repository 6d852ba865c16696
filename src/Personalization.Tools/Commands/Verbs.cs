using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Personalization.Engine.Events;

namespace Personalization.Tools.Commands;

/// <summary>The verbs that work without a gateway in their process.</summary>
internal static class Verbs
{
    /// <summary>Adds them to a program, which has <see cref="EngineOptions.Data"/> and <see cref="EngineOptions.Config"/>.</summary>
    /// <param name="root">The program.</param>
    /// <param name="rules">What a valid event is, by the program's settings.</param>
    public static RootCommand AddVerbs(this RootCommand root, Func<IConfiguration, EventRules> rules)
    {
        root.Add(ImportCommand.Create(rules));
        root.Add(ExportCommand.Create());
        root.Add(ReplayCommand.Create());
        root.Add(EvaluateCommand.Create());
        root.Add(EvaluateBanditsCommand.Create());
        root.Add(EvaluatePolicyCommand.Create());
        root.Add(TrainPolicyCommand.Create());
        root.Add(BenchmarkCommand.Create());
        return root;
    }
}
