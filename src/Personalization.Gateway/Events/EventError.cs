namespace Personalization.Gateway.Events;

/// <summary>Why one event of a request was refused.</summary>
/// <param name="Index">Its place among the events of the request, from 0.</param>
/// <param name="Field">The faulty field.</param>
/// <param name="Message">The value's fault and what is allowed.</param>
internal sealed record EventError(int Index, string Field, string Message);
