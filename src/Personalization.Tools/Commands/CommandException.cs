namespace Personalization.Tools.Commands;

/// <summary>A verb cannot do what it was asked to; the message says why.</summary>
internal sealed class CommandException(string message) : Exception(message);
