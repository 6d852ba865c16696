using Personalization.Contracts.Events;

namespace Personalization.Grains.Tests.Serialization;

/// <summary>What <see cref="IEchoGrain"/> was called with.</summary>
/// <param name="Events">Events.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("test-echo-list")]
public sealed record Echo([property: Id(0)] IReadOnlyList<Event> Events);
