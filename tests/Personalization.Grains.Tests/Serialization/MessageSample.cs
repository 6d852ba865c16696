using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Contracts;

namespace Personalization.Grains.Tests.Serialization;

/// <summary>Makes values in which every member, and every member of those, has a value of its own that is not its default.</summary>
internal sealed class MessageSample
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 20, 14, 30, 0, TimeSpan.FromMinutes(330));
    private static readonly JsonSerializerOptions s_everyMember = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private int _number;

    /// <summary>All members of a message, lists within it included: times to the tick with their offset, and numbers in full.</summary>
    public static string Text(object? value) => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object), s_everyMember);

    /// <summary>A filled value.</summary>
    /// <exception cref="NotSupportedException">Messages did not hold such a type before: say here what a value of it is.</exception>
    public object Fill(Type type)
    {
        var number = ++_number;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Fill(underlying);
        }
        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var element = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(element, 2);
            list.SetValue(Fill(element), 0);
            list.SetValue(Fill(element), 1);
            return list;
        }
        return type switch
        {
            _ when type == typeof(string) => $"text {number} äöü 😀",
            _ when type == typeof(int) => number,
            _ when type == typeof(byte) => (byte)number,
            _ when type == typeof(long) => (1L << 40) + number,
            _ when type == typeof(double) => number + (1 / 3.0),
            _ when type == typeof(float) => number + 0.25f,
            _ when type == typeof(bool) => true,
            _ when type == typeof(DateTimeOffset) => s_start.AddTicks(number),
            _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(number),
            _ when type == typeof(JsonText) => JsonText.Parse($$"""{ "number": {{number}} }"""),
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, 2, (byte)number]),
            _ when type == typeof(IReadOnlyDictionary<string, double>) =>
                new Dictionary<string, double> { ["a"] = number, ["b"] = -number },
            _ when type == typeof(IReadOnlyDictionary<string, string>) =>
                new Dictionary<string, string> { ["a"] = $"text {number}", ["b"] = "" },
            _ when Messages.IsOurs(type) => FillMembers(type),
            _ => throw new NotSupportedException($"No filled {type} is known."),
        };
    }

    private object FillMembers(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(static constructor => constructor.GetParameters().Length);
        var value = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Fill(parameter.ParameterType))]);
        foreach (var member in Messages.Members(type))
        {
            member.SetValue(value, Fill(member.PropertyType));
        }
        return value;
    }
}
