using Orleans.Storage;

namespace Personalization.Grains.Storage;

/// <summary>
/// Gives Orleans' storage in databases identities that it keeps apart. By itself it stores under the name of the state and not of the grain's type, so a person and a visit
/// with the same id would be one row, and it takes ids that look like hexadecimal numbers or GUIDs for such: 7 and 07, or ab and AB, would be one row too.
/// </summary>
internal sealed class TextKeyGrainStorage(IGrainStorage database) : IGrainStorage
{
    // Nothing that begins like this is a number. Part of the stored form.
    private const string Mark = "id:";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => database.ReadStateAsync(TypeOf(grainId), Text(grainId), grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => database.WriteStateAsync(TypeOf(grainId), Text(grainId), grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => database.ClearStateAsync(TypeOf(grainId), Text(grainId), grainState);

    private static string TypeOf(GrainId id) => id.Type.ToString()!;

    private static GrainId Text(GrainId id) => GrainId.Create(id.Type, IdSpan.Create(Mark + id.Key));
}
