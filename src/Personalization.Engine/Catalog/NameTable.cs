using System.Collections.Concurrent;

namespace Personalization.Engine.Catalog;

/// <summary>Gives each name a dense number, 0, 1, 2 …, in the order in which names first appear. Reading is lock-free. Thread-safe.</summary>
public sealed class NameTable
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(Environment.ProcessorCount, 1024, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Lock _growing = new();
    private volatile string[] _names = new string[1024];
    private volatile int _count;

    /// <summary>Creates an empty table.</summary>
    public NameTable() => _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many names there are.</summary>
    public int Count => _count;

    /// <summary>The name of <paramref name="number"/>.</summary>
    public string this[int number] => _names[number];

    /// <summary>The number of <paramref name="name"/>, or -1.</summary>
    public int Find(string name) => _numbers.TryGetValue(name, out var number) ? number : -1;

    /// <summary>The number of <paramref name="name"/>, or -1.</summary>
    public int Find(ReadOnlySpan<char> name) => _bySpan.TryGetValue(name, out var number) ? number : -1;

    /// <summary>The number of <paramref name="name"/>, given when it is new.</summary>
    public int Intern(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
        {
            return number;
        }
        lock (_growing)
        {
            if (_numbers.TryGetValue(name, out number))
            {
                return number;
            }
            number = _count;
            var names = _names;
            if (number == names.Length)
            {
                Array.Resize(ref names, number * 2);
            }
            names[number] = name;
            _names = names;
            _count = number + 1;
            _numbers[name] = number;
            return number;
        }
    }
}
