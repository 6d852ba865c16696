namespace Personalization.Embedded.Journaling;

/// <summary>What one commit made durable, on its way to the consumer.</summary>
/// <param name="Batches">The batches in order of arrival.</param>
/// <param name="SizeBytes">What they take of the journal's waiting room.</param>
/// <param name="NextPosition">The position after the group's last entry.</param>
internal readonly record struct CommittedGroup(IReadOnlyList<CommittedBatch> Batches, long SizeBytes, long NextPosition);
