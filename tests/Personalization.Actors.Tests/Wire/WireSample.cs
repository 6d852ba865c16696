using Personalization.Actors.Wire;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Tests.Wire;

/// <summary>A message by name, so that the runner shows which one it is.</summary>
internal sealed record WireSample(string Name, WireType WireType, object Value)
{
    public WireCodec Codec => WireCodecs.Find((int)WireType)!;

    public byte[] Write()
    {
        var writer = new ByteWriter();
        Codec.WriteObject(writer, Value);
        return writer.ToArray();
    }
}
