using System.CommandLine;
using Personalization.Engine.Events;
using Personalization.Gateway.Commands;
using Personalization.Gateway.Hosting;
using Personalization.Tools.Commands;

var root = ServeCommand.Create("Real-time personalization engine. Without a verb: starts the engine, its HTTP gateway and its console.");
root.AddVerbs(static sources => new EventRules(Settings.Read(sources).Gateway.MaxClockAhead));
root.Add(HealthCommand.Create());

// The host sees to a clean end itself, in its own time.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
