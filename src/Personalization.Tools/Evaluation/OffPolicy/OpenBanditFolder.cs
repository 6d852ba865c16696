using System.Globalization;
using Personalization.Tools.Commands;
using Personalization.Tools.Import;

namespace Personalization.Tools.Evaluation.OffPolicy;

/// <summary>
/// Reads one policy's log of one campaign of the Open Bandit Dataset (Saito et al. 2020): a folder such as <c>random/men</c> with
/// <c>men.csv</c>.
/// </summary>
internal static class OpenBanditFolder
{
    /// <summary>All rows, in the order of the file.</summary>
    /// <exception cref="CommandException">There is no such file, a column is missing, or a row cannot be read.</exception>
    public static OpenBanditRow[] Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new CommandException($"There is no folder '{folder}'.");
        }
        var files = Directory.GetFiles(folder, "*.csv").Where(static file => Path.GetFileName(file) != "item_context.csv").ToArray();
        if (files.Length != 1)
        {
            throw new CommandException(
                $"'{folder}' holds {files.Length} tables; one log such as men.csv beside item_context.csv is expected.");
        }
        using var text = File.OpenText(files[0]);
        var reader = new CsvReader(text);
        reader.Read();
        var header = reader.Fields.ToList();
        var (item, position, click) = (Column("item_id"), Column("position"), Column("click"));
        var propensity = header.Contains("action_prob") ? Column("action_prob") : Column("propensity_score");
        var affinities = Enumerable.Range(0, header.Count)
            .Where(c => header[c].StartsWith("user-item_affinity", StringComparison.Ordinal))
            .ToArray();
        var rows = new List<OpenBanditRow>();
        while (reader.Read())
        {
            try
            {
                rows.Add(new OpenBanditRow(
                    int.Parse(reader.Fields[item], NumberStyles.None, CultureInfo.InvariantCulture),
                    int.Parse(reader.Fields[position], NumberStyles.None, CultureInfo.InvariantCulture),
                    Number(reader.Fields[click]),
                    Number(reader.Fields[propensity]),
                    Array.ConvertAll(affinities, c => (float)Number(reader.Fields[c]))));
            }
            catch (Exception fault) when (fault is FormatException or ArgumentOutOfRangeException)
            {
                throw new CommandException(
                    $"{files[0]}, line {reader.Line}: {reader.Fault ?? "item_id, position, click and the propensity must be numbers."}");
            }
        }
        return [.. rows];

        int Column(string name) =>
            header.IndexOf(name) is >= 0 and var found ? found : throw new CommandException($"{files[0]} has no column '{name}'.");
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
