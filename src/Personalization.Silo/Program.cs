using System.CommandLine;
using Personalization.Silo.Commands;

var root = ServeCommand.Create("A silo of a personalization cluster. Without a verb: starts it.");
root.Add(ValidateCommand.Create());
root.Add(PrepareDatabaseCommand.Create());

// The end of the process waits for what must be written; how long that may take is the host's setting, never more than this.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(11) });
