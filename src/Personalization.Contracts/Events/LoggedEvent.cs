namespace Personalization.Contracts.Events;

/// <summary>An event with its place in the log: what an actor applies.</summary>
/// <param name="Position">The place in the log; positions grow along the log and never change.</param>
/// <param name="Event">The event, with its id and timestamp set.</param>
/// <param name="Partition">The part of the log, when it has parts; positions of different parts say nothing about each other.</param>
[GenerateSerializer, Immutable, Alias("logged-event")]
public readonly record struct LoggedEvent(
    [property: Id(0)] long Position,
    [property: Id(1)] Event Event,
    [property: Id(2)] int Partition = 0);
