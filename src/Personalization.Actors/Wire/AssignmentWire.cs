using Personalization.Contracts.Experiments;

namespace Personalization.Actors.Wire;

/// <summary>Which variants of experiments a person has: what is asked and answered.</summary>
internal static class AssignmentWire
{
    [Flags]
    private enum RequestMembers : byte
    {
        UserId = 1, SessionId = 2, Placement = 4, Context = 8,
    }

    [Flags]
    private enum ResultMembers : byte
    {
        UserId = 1, SessionId = 2, Fallback = 4,
    }

    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<AssignmentRequest>(WireType.AssignmentRequest, 1, WriteRequest, ReadRequest),
        new WireCodec<AssignmentResult>(WireType.AssignmentResult, 1, WriteResult, ReadResult),
    ];

    private static void WriteRequest(WireWriter writer, AssignmentRequest request)
    {
        writer.Presence((uint)(
            (request.UserId is null ? 0 : RequestMembers.UserId) | (request.SessionId is null ? 0 : RequestMembers.SessionId)
            | (request.Placement is null ? 0 : RequestMembers.Placement) | (request.Context.IsEmpty ? 0 : RequestMembers.Context)));
        writer.TextIfAny(request.UserId);
        writer.TextIfAny(request.SessionId);
        writer.TextIfAny(request.Placement);
        writer.JsonIfAny(request.Context);
    }

    private static AssignmentRequest ReadRequest(ref WireReader reader)
    {
        var members = (RequestMembers)reader.Presence();
        return new AssignmentRequest
        {
            UserId = members.HasFlag(RequestMembers.UserId) ? reader.Text() : null,
            SessionId = members.HasFlag(RequestMembers.SessionId) ? reader.Text() : null,
            Placement = members.HasFlag(RequestMembers.Placement) ? reader.Text() : null,
            Context = members.HasFlag(RequestMembers.Context) ? reader.Json() : default,
        };
    }

    private static void WriteResult(WireWriter writer, AssignmentResult result)
    {
        writer.Presence((uint)(
            (result.UserId is null ? 0 : ResultMembers.UserId) | (result.SessionId is null ? 0 : ResultMembers.SessionId)
            | (result.Fallback ? ResultMembers.Fallback : 0)));
        writer.Parts(result.Assignments, WriteAssignment);
        writer.TextIfAny(result.UserId);
        writer.TextIfAny(result.SessionId);
    }

    private static AssignmentResult ReadResult(ref WireReader reader)
    {
        var members = (ResultMembers)reader.Presence();
        return new AssignmentResult
        {
            Assignments = reader.Parts(ReadAssignment),
            UserId = members.HasFlag(ResultMembers.UserId) ? reader.Text() : null,
            SessionId = members.HasFlag(ResultMembers.SessionId) ? reader.Text() : null,
            Fallback = members.HasFlag(ResultMembers.Fallback),
        };
    }

    private static void WriteAssignment(WireWriter writer, ExperimentAssignment assignment)
    {
        writer.Name(assignment.ExperimentId);
        writer.Name(assignment.Variant);
        writer.Bytes.Block(assignment.Parameters.Utf8.Span);
    }

    private static ExperimentAssignment ReadAssignment(ref WireReader reader) => new(reader.Name(), reader.Name(), reader.Json());
}
