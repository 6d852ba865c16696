namespace Personalization.Gateway.Hosting;

/// <summary>Says of an endpoint that its JSON body is one object or an array of them.</summary>
internal sealed record OneOrManyBody;
