using System.CommandLine;
using Personalization.Silo.Commands;

var root = ServeCommand.Create("A silo of a personalization cluster. Without a verb: starts it.");
root.Add(ValidateCommand.Create());
root.Add(PrepareDatabaseCommand.Create());
root.Add(HealthCommand.Create());

// The host sees to a clean end itself, in its own time.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
