using System.Text.Json;
using Personalization.Contracts.Catalog;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Gateway.Events;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Items;

/// <summary>Many items from one body: those to be put, and the faults of the others. Not thread-safe.</summary>
internal sealed class ItemBatch(DateTimeOffset now)
{
    private const int MaxErrors = 100;

    private int _seen;

    /// <summary>The items to be put.</summary>
    public List<ItemChange> Changes { get; } = [];

    /// <summary>How many were refused.</summary>
    public int Rejected { get; private set; }

    /// <summary>The faults of the first refused items.</summary>
    public List<EventError> Errors { get; } = [];

    /// <summary>Reads an object, an array of objects, or several of them.</summary>
    /// <exception cref="JsonException">The text is empty or no JSON.</exception>
    public void ReadValues(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 32 });
        var isEmpty = true;
        while (reader.Read())
        {
            isEmpty = false;
            if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray))
            {
                Take(ItemReader.Read(json, ref reader, null, out var fault), fault);
            }
        }
        if (isEmpty)
        {
            throw new JsonException("The body is empty; an item, an array of items or lines of items are expected.");
        }
    }

    /// <summary>Reads one object a line; a line that is no JSON concerns itself alone.</summary>
    public void ReadLines(ReadOnlySpan<byte> lines)
    {
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range].Trim(" \t\r"u8);
            if (!line.IsEmpty)
            {
                ReadLine(line);
            }
        }
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        Item? item;
        Fault? fault;
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 32 });
            reader.Read();
            item = ItemReader.Read(line, ref reader, null, out fault);
            if (reader.Read())
            {
                throw new JsonException("more follows behind the object");
            }
        }
        catch (JsonException broken)
        {
            (item, fault) = (null, new Fault("item", $"is no well-formed JSON: {Problem.Reason(broken)}"));
        }
        Take(item, fault);
    }

    private void Take(Item? item, Fault? fault)
    {
        fault ??= ItemRules.Check(item!);
        if (fault is null)
        {
            Changes.Add(new ItemChange(item!.ItemId, item, now));
        }
        else if (Rejected++ < MaxErrors)
        {
            Errors.Add(new EventError(_seen, fault.Field, fault.Message));
        }
        _seen++;
    }
}
