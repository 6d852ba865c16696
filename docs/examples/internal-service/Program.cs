// An internal service: it lives beside the cluster, needs no HTTP, and calls persons as grains. It finds the cluster as its silos find each other;
// here on this machine, by the gateway port of a silo (30000 when none is given).
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Hosting;
using Personalization.Grains.Profiles;

var person = args.Length > 0 ? args[0] : "ada";
var options = new ClusterOptions { LocalGatewayPort = args.Length > 1 ? int.Parse(args[1], null) : 30000 };

var builder = Host.CreateEmptyApplicationBuilder(null);
builder.UseOrleansClient(client => client.AddPersonalization(options));
using var host = builder.Build();
await host.StartAsync();

var user = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IUserGrain>(person);
var profile = await user.Describe();
Console.WriteLine(profile is null ? $"Nothing is known of {person}." : $"{person} has {profile.EventCount} events in {profile.SessionCount} visits.");
foreach (var item in (await user.Recommend(new RecommendationRequest { UserId = person, Count = 3, Placement = "newsletter" })).Items)
{
    Console.WriteLine($"{item.ItemId}  {item.Score}  {(item.Reasons.Count > 0 ? item.Reasons[0].Text : "")}");
}
await host.StopAsync();
