using Personalization.Log.Partitions;
using System.CommandLine;
using System.Globalization;
using Personalization.Engine.Ranking;
using Personalization.Tools.Evaluation;
using Personalization.Tools.Import;

namespace Personalization.Tools.Commands;

/// <summary>Replays history and measures how well each recommender and the whole decision path foretell what people chose next.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var command = new Command("evaluate", "Replay history and measure how well each recommender foretells what people chose next.");
        command.Add(DataSet("msweb", "Hidden visits of the msweb data set.", MsWebCases.Read));
        command.Add(DataSet(
            "movielens", "The last rating of each person in a MovieLens folder.",
            static path => LastItemOut.Split(new MovieLensSource(path, mostTags: 0).Read())));
        command.Add(DataSet(
            "otto", "The last article of each OTTO session.", static path => LastItemOut.Split(new OttoSource(path).Read())));
        var own = new Command("data", "The last item of each person in the engine's own log.");
        own.SetAction(EngineOptions.Guarded(async (parsed, cancel) =>
        {
            await using var stores = await EngineOptions.OpenStores(parsed);
            var history = new LogHistory(stores.Logs);
            var events = await history.Events().Select(static logged => logged.Event).ToListAsync(cancel);
            return Report(LastItemOut.Split(await history.Items(), events), parsed.InvocationConfiguration.Output);
        }));
        command.Add(own);
        return command;
    }

    private static Command DataSet(string name, string description, Func<string, EvaluationSet> read)
    {
        var path = new Argument<string>("path") { Description = "The file or folder." };
        var command = new Command(name, description) { path };
        command.SetAction(EngineOptions.Guarded((parsed, _) =>
            Task.FromResult(Report(read(parsed.GetRequiredValue(path)), parsed.InvocationConfiguration.Output))));
        return command;
    }

    private static int Report(EvaluationSet set, TextWriter output)
    {
        using var replay = new OfflineReplay(set);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{set.Items.Count:N0} items, {set.Training.Count:N0} training events, {set.Cases.Count:N0} cases"));
        output.WriteLine($"{"recommender",-16}{"HR@1",8}{"HR@10",8}{"HR@20",8}{"NDCG@10",9}{"MRR@20",8}");
        foreach (var recommender in DecisionPath.Codes.Append(null))
        {
            var q = replay.Measure(recommender);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{recommender ?? "decision path",-16}{q.HitRate1,8:0.0000}{q.HitRate10,8:0.0000}{q.HitRate20,8:0.0000}"
                + $"{q.Ndcg10,9:0.0000}{q.Mrr20,8:0.0000}"));
        }
        return 0;
    }
}
