using System.CommandLine;
using Personalization.Benchmarks.Commands;
using Personalization.Benchmarks.Scenarios;

var root = new RootCommand("Measures the personalization engine and the measuring tools themselves.")
{
    SelfCheckCommand.Create(),
    HttpLoadCommand.Create(),
    ScenarioCommand.Create("bare", "Measure a web server with fixed answers, without the engine.", [new BareScenario()]),
    ScenarioCommand.Create("all", "Run all scenarios, or those chosen with --only.", ScenarioList.All),
    ScenarioCommand.Create("cluster", "Measure Orleans silos of this process, next to Orleans' own bare ping.", ScenarioList.Cluster),
    DrillCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
