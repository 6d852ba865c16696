using System.CommandLine;
using Personalization.Gateway.Commands;

var root = ServeCommand.Create("Real-time personalization engine. Without a verb: starts the engine, its HTTP gateway and its console.");
root.Add(ImportCommand.Create());
root.Add(ExportCommand.Create());
root.Add(ReplayCommand.Create());
root.Add(EvaluateCommand.Create());
root.Add(EvaluateBanditsCommand.Create());
root.Add(EvaluatePolicyCommand.Create());
root.Add(TrainPolicyCommand.Create());
root.Add(BenchmarkCommand.Create());
root.Add(HealthCommand.Create());

// The host sees to a clean end itself, in its own time.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
