using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Personalization.Contracts.Catalog;
using Personalization.Tools.Demo;

namespace Personalization.Tools.Tests.Demo;

/// <summary>One demo shop that the tests share, and the digest of what it makes.</summary>
internal static class DemoShop
{
    public const ulong Seed = 42;

    public static readonly DateTimeOffset AsOf = new(2026, 5, 20, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<Item> Items { get; } = DemoCatalog.Create(Seed, AsOf);

    public static DemoTraffic Traffic { get; } = new(Seed, Items, DemoShoppers.Create(Seed));

    public static string Digest<T>(IEnumerable<T> values, JsonTypeInfo<T> type)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var value in values)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(value, type));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
