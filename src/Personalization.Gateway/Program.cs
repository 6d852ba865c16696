using System.CommandLine;
using Personalization.Gateway.Commands;

var root = ServeCommand.Create("Real-time personalization engine. Without a verb: starts the engine, its HTTP gateway and its console.");
root.Add(ImportCommand.Create());
root.Add(ExportCommand.Create());
root.Add(ReplayCommand.Create());
root.Add(EvaluateCommand.Create());
root.Add(BenchmarkCommand.Create());

// The end of the process waits for what must be written; how long that may take is the host's setting, never more than this.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(11) });
