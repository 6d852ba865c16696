namespace Personalization.Log.Settings;

/// <summary>The settings are faulty.</summary>
/// <param name="faults">All faults, each with the path of its setting.</param>
public sealed class SettingsException(IReadOnlyList<string> faults) : Exception(
    string.Join(Environment.NewLine, faults.Select(static fault => "  " + fault).Prepend("The settings are faulty:")));
