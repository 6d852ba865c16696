namespace Personalization.Actors.Wire;

/// <summary>Writes the members of a message, or of a part of one.</summary>
internal delegate void PartWriter<in T>(WireWriter writer, T value);
