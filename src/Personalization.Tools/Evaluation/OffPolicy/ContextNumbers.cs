using System.Text.Json;
using Personalization.Contracts;

namespace Personalization.Tools.Evaluation.OffPolicy;

/// <summary>
/// The numbers among the circumstances of decisions, scaled to mean 0 and deviation 1: at most eight names, those that come first in the
/// log; 0 where one is missing.
/// </summary>
internal sealed class ContextNumbers
{
    private const int Most = 8;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly long[] _counts = new long[Most];
    private readonly double[] _means = new double[Most];
    private readonly double[] _squares = new double[Most];

    /// <summary>How many there are.</summary>
    public int Count => _places.Count;

    /// <summary>Learns names, means and deviations (Welford 1962).</summary>
    public void Observe(JsonText context) => Visit(context, (name, value) =>
    {
        if (!_places.TryGetValue(name, out var place))
        {
            if (_places.Count == Most)
            {
                return;
            }
            _places[name] = place = _places.Count;
        }
        var distance = value - _means[place];
        _means[place] += distance / ++_counts[place];
        _squares[place] += distance * (value - _means[place]);
    });

    /// <summary>Writes the numbers of one decision.</summary>
    public void Read(JsonText context, double[] into, int from)
    {
        Array.Clear(into, from, Count);
        Visit(context, (name, value) =>
        {
            if (_places.TryGetValue(name, out var place) && _squares[place] > 0)
            {
                into[from + place] = (value - _means[place]) / Math.Sqrt(_squares[place] / _counts[place]);
            }
        });
    }

    private static void Visit(JsonText context, Action<string, double> number)
    {
        if (context.IsEmpty)
        {
            return;
        }
        var reader = new Utf8JsonReader(context.Utf8.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && double.IsFinite(reader.GetDouble()))
            {
                number(name, reader.GetDouble());
            }
            reader.Skip();
        }
    }
}
