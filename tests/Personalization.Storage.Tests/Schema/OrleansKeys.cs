namespace Personalization.Storage.Tests.Schema;

/// <summary>The queries that Orleans 10 looks up, with the parameters that it binds and the columns that it reads by name.</summary>
internal static class OrleansKeys
{
    private const string Silo = "Address Port Generation SiloName HostName Status ProxyPort SuspectTimes StartTime IAmAliveTime Version";

    private const string State = "GrainIdHash GrainIdN0 GrainIdN1 GrainTypeHash GrainTypeString GrainIdExtensionString ServiceId";

    private const string Reminder = "GrainId ReminderName StartTime Period Version";

    public static TheoryData<string, string, string> All => new()
    {
        { "GatewaysQueryKey", "DeploymentId Status", "Address ProxyPort Generation" },
        { "MembershipReadRowKey", "DeploymentId Address Port Generation", Silo },
        { "MembershipReadAllKey", "DeploymentId", Silo },
        { "InsertMembershipVersionKey", "DeploymentId", "*" },
        { "UpdateIAmAlivetimeKey", "DeploymentId Address Port Generation IAmAliveTime", "" },
        { "InsertMembershipKey", "DeploymentId IAmAliveTime SiloName HostName Address Port Generation StartTime Status ProxyPort Version",
            "*" },
        { "UpdateMembershipKey", "DeploymentId Address Port Generation IAmAliveTime Status SuspectTimes Version", "*" },
        { "DeleteMembershipTableEntriesKey", "DeploymentId", "" },
        { "CleanupDefunctSiloEntriesKey", "DeploymentId IAmAliveTime", "" },
        { "ReadReminderRowsKey", "ServiceId GrainId", Reminder },
        { "ReadRangeRows1Key", "ServiceId BeginHash EndHash", Reminder },
        { "ReadRangeRows2Key", "ServiceId BeginHash EndHash", Reminder },
        { "ReadReminderRowKey", "ServiceId GrainId ReminderName", Reminder },
        { "UpsertReminderRowKey", "ServiceId GrainHash GrainId ReminderName StartTime Period", "Version" },
        { "DeleteReminderRowKey", "ServiceId GrainId ReminderName Version", "*" },
        { "DeleteReminderRowsKey", "ServiceId", "" },
        { "ReadFromStorageKey", State, "PayloadBinary Version" },
        { "WriteToStorageKey", State + " GrainStateVersion PayloadBinary", "NewGrainStateVersion" },
        { "ClearStorageKey", State + " GrainStateVersion", "NewGrainStateVersion" },
        { "DeleteStorageKey", State + " GrainStateVersion", "NewGrainStateVersion" },
    };

    public static IEnumerable<string> Names => All.Select(row => row.Data.Item1);
}
