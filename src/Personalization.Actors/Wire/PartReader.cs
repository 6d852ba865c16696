namespace Personalization.Actors.Wire;

/// <summary>Reads what a <see cref="PartWriter{T}"/> of this or another release wrote.</summary>
internal delegate T PartReader<out T>(ref WireReader reader);
