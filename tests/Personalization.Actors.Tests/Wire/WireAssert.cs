using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Contracts;

namespace Personalization.Actors.Tests.Wire;

/// <summary>
/// Compares messages by all their members, lists within them included: as JSON text, which gives every member, times to the tick with their offset, and
/// numbers in full.
/// </summary>
internal static class WireAssert
{
    private static readonly JsonSerializerOptions EveryMember = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static void Same(object expected, object actual)
    {
        if (expected is JsonText text)
        {
            Assert.Equal(text, Assert.IsType<JsonText>(actual));
            return;
        }
        Assert.Equal(Text(expected), Text(actual));
    }

    public static string Text(object value) => JsonSerializer.Serialize(value, value.GetType(), EveryMember);
}
