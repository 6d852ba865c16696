namespace Personalization.Engine.Catalog;

/// <summary>
/// Gives each name a dense number, 0, 1, 2 …, in the order in which names first appear. An open-addressing table of hashes and numbers,
/// under half full, that is read without locks. Thread-safe.
/// </summary>
public sealed class NameTable
{
    private readonly Lock _growing = new();

    // Each cell: the hash in the upper half, the number plus one in the lower; 0 when free. Cells are written once.
    private volatile ulong[] _cells = new ulong[4096];
    private volatile string[] _names = new string[1024];
    private volatile int _count;

    /// <summary>How many names there are.</summary>
    public int Count => _count;

    /// <summary>The name of <paramref name="number"/>.</summary>
    public string this[int number] => _names[number];

    /// <summary>The number of <paramref name="name"/>, or -1.</summary>
    public int Find(ReadOnlySpan<char> name) => Find(name, Hash(name));

    /// <summary>The numbers of many names, -1 where there is none. Faster than one by one: the memory's latencies overlap.</summary>
    /// <param name="names">The names.</param>
    /// <param name="numbers">Takes the numbers, one for each name.</param>
    public void Find(IReadOnlyList<string> names, Span<int> numbers)
    {
        var cells = _cells;
        for (var i = 0; i < names.Count; i++)
        {
            var hash = Hash(names[i]);
            numbers[i] = (int)hash;
            Touch(cells[hash & (uint)(cells.Length - 1)]);
        }
        var known = _names;
        for (var i = 0; i < names.Count; i++)
        {
            var number = (uint)cells[(uint)numbers[i] & (uint)(cells.Length - 1)] - 1;
            if (number < (uint)known.Length)
            {
                Touch((ulong)(known[number]?.Length ?? 0));
            }
        }
        for (var i = 0; i < names.Count; i++)
        {
            numbers[i] = Find(names[i], (uint)numbers[i]);
        }
    }

    /// <summary>The number of <paramref name="name"/>, given when it is new.</summary>
    public int Intern(string name)
    {
        var hash = Hash(name);
        var number = Find(name, hash);
        if (number >= 0)
        {
            return number;
        }
        lock (_growing)
        {
            number = Find(name, hash);
            if (number >= 0)
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
            if (2 * (number + 1) > _cells.Length)
            {
                Grow(number);
            }
            Put(_cells, hash, number);
            _count = number + 1;
            return number;
        }
    }

    private int Find(ReadOnlySpan<char> name, uint hash)
    {
        var cells = _cells;
        for (var at = hash; ; at++)
        {
            var cell = Volatile.Read(ref cells[at & (uint)(cells.Length - 1)]);
            if (cell == 0)
            {
                return -1;
            }
            // A number in a cell was given after its name was put into the names.
            if ((uint)(cell >> 32) == hash && name.SequenceEqual(_names[(uint)cell - 1]))
            {
                return (int)((uint)cell - 1);
            }
        }
    }

    private void Grow(int count)
    {
        var cells = new ulong[_cells.Length * 2];
        for (var number = 0; number < count; number++)
        {
            Put(cells, Hash(_names[number]), number);
        }
        _cells = cells;
    }

    private static void Put(ulong[] cells, uint hash, int number)
    {
        var at = hash;
        while (cells[at & (uint)(cells.Length - 1)] != 0)
        {
            at++;
        }
        Volatile.Write(ref cells[at & (uint)(cells.Length - 1)], ((ulong)hash << 32) | (uint)(number + 1));
    }

    // Keyed at random in each process, so that nobody can choose names that collide.
    private static uint Hash(ReadOnlySpan<char> name) => (uint)string.GetHashCode(name);

    // Reads a value for its way into the cache alone.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Touch(ulong value) => _ = value;
}
