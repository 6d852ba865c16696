using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Personalization.Log.Settings;

/// <summary>
/// Fills an object with settings and gathers everything that is wrong with them: unknown names, unreadable values, values out of range.
/// </summary>
/// <param name="sources">Where the settings come from.</param>
/// <param name="others">Sections of another program that reads the same sources; left to it unless the settings have them too.</param>
public sealed class SettingsReader(IConfiguration sources, params IReadOnlyList<string> others)
{
    // Sections that belong to the framework.
    private static readonly string[] s_frameworks = ["Logging", "AllowedHosts"];

    private readonly List<string> _faults = [];

    /// <summary>Fills <paramref name="settings"/>.</summary>
    /// <returns>The faults, each beginning with the path of its setting.</returns>
    public IReadOnlyList<string> Read(object settings)
    {
        Fill(settings, sources.GetChildren().Where(static s => !s_frameworks.Contains(s.Key, StringComparer.OrdinalIgnoreCase)), "");
        return _faults;
    }

    private void Fill(object target, IEnumerable<IConfigurationSection> sections, string path)
    {
        var properties = target.GetType().GetProperties().Where(static p => p.SetMethod?.IsPublic == true).ToArray();
        foreach (var section in sections)
        {
            var property = Array.Find(properties, p => p.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                Refuse(section.Key, path, properties);
            }
            else if (property.GetValue(target) is IDictionary values)
            {
                FillValues(values, property.PropertyType.GetGenericArguments()[1], section, path);
            }
            else if (IsGroup(property))
            {
                Fill(property.GetValue(target)!, section.GetChildren(), $"{path}{property.Name}:");
            }
            else if (Convert(property.PropertyType, section, path + property.Name) is { } value)
            {
                property.SetValue(target, value);
            }
        }
        Check(target, path);
        foreach (var group in properties.Where(p =>
            IsGroup(p) && !sections.Any(s => s.Key.Equals(p.Name, StringComparison.OrdinalIgnoreCase))))
        {
            Fill(group.GetValue(target)!, [], $"{path}{group.Name}:");
        }
    }

    private void Refuse(string key, string path, IEnumerable<PropertyInfo> properties)
    {
        var elsewhere = path.Length == 0 ? others : [];
        if (!elsewhere.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            var known = properties.Select(static p => p.Name).Union(elsewhere, StringComparer.OrdinalIgnoreCase);
            _faults.Add($"{path}{key}: is not known; known are {string.Join(", ", known)}");
        }
    }

    private void FillValues(IDictionary values, Type type, IConfigurationSection section, string path)
    {
        foreach (var child in section.GetChildren())
        {
            if (Convert(type, child, $"{path}{section.Key}:{child.Key}") is { } value)
            {
                values[child.Key] = value;
            }
        }
    }

    private object? Convert(Type type, IConfigurationSection section, string path)
    {
        try
        {
            if (section.Value is { } text)
            {
                return TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
            }
            _faults.Add($"{path}: must be a single value");
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or NotSupportedException)
        {
            var expected = type.IsEnum ? string.Join(", ", Enum.GetNames(type))
                : type == typeof(TimeSpan) ? "a duration such as 00:00:20"
                : $"a {type.Name}";
            _faults.Add($"{path}: is '{section.Value}'; {expected} is expected");
        }
        return null;
    }

    private void Check(object target, string path)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(target, new ValidationContext(target), results, validateAllProperties: true);
        _faults.AddRange(results.Select(result => $"{path}{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));
    }

    private static bool IsGroup(PropertyInfo property) =>
        property.PropertyType is { IsClass: true } type && type != typeof(string) && !typeof(IDictionary).IsAssignableFrom(type);
}
