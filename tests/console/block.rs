//! Blocks of commands in a page.

#[derive(Debug, PartialEq, Clone, Copy)]
pub enum Kind {
    /// Commands and what they print.
    Console,
    /// Commands alone.
    Sh,
}

#[derive(Debug)]
pub struct Block {
    pub kind: Kind,
    /// Takes minutes or more.
    pub slow: bool,
    /// Integers differ a little from machine to machine, or with the size of a page.
    pub near: bool,
    pub commands: Vec<Command>,
}

#[derive(Debug)]
pub struct Command {
    /// Of the line in the page, from 1.
    pub number: usize,
    /// Joined where a backslash breaks it.
    pub line: String,
    /// What stands below it.
    pub shown: Vec<String>,
}

impl Block {
    /// Whether it needs real cases.
    pub fn needs_data(&self) -> bool {
        self.commands.iter().any(|command| command.line.contains("$LINEHAUL_DATA"))
    }

    fn begin(info: &str) -> Option<Self> {
        let mut words = info.split(',');
        let kind = match words.next()? {
            "console" => Kind::Console,
            "sh" => Kind::Sh,
            _ => return None,
        };
        let words: Vec<_> = words.collect();
        let unknown = words.iter().find(|word| !["slow", "near"].contains(word));
        assert!(unknown.is_none(), "a block is marked \"{info}\": say slow, near or nothing");
        Some(Self { kind, slow: words.contains(&"slow"), near: words.contains(&"near"), commands: Vec::new() })
    }

    fn add(&mut self, line: &str, number: usize) {
        let continued = self.commands.last_mut().filter(|command| command.line.ends_with('\\'));
        if let Some(command) = continued {
            command.line.pop();
            command.line.push_str(line.trim());
            return;
        }
        let command = match self.kind {
            Kind::Console => line.strip_prefix("$ "),
            Kind::Sh => Some(line).filter(|line| !line.is_empty()),
        };
        if let Some(line) = command {
            self.commands.push(Command { number, line: line.to_owned(), shown: Vec::new() });
        } else {
            let last = self.commands.last_mut();
            let last = last.unwrap_or_else(|| panic!("line {number}: a console block begins with a line `$ command`"));
            last.shown.push(line.to_owned());
        }
    }
}

/// Those of commands; other fenced blocks are no matter here.
pub fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, mut open, mut foreign) = (Vec::new(), None::<Block>, false);
    for (line, number) in text.lines().zip(1..) {
        let fence = line.strip_prefix("```");
        match (fence, &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(_), None) if foreign => foreign = false,
            (Some(info), None) => {
                open = Block::begin(info);
                foreign = open.is_none();
            }
            (None, Some(block)) => block.add(line, number),
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn blocks_are_read() {
    let text = "```console,near\n$ linehaul a \\\n  --b\nx\n...\n$ ls\n```\n```toml\n$ no\n```\n```sh\nlinehaul c\n\nlinehaul d\n```";
    let blocks = blocks(text);
    let lines = |block: &Block| block.commands.iter().map(|command| command.line.clone()).collect::<Vec<_>>();
    assert_eq!(lines(&blocks[0]), ["linehaul a --b", "ls"]);
    assert_eq!((blocks[0].near, blocks[0].slow, blocks[0].kind), (true, false, Kind::Console));
    assert_eq!(blocks[0].commands[0].shown, ["x", "..."]);
    assert_eq!((lines(&blocks[1]), blocks[1].kind), (vec!["linehaul c".to_owned(), "linehaul d".to_owned()], Kind::Sh));
    assert_eq!((blocks.len(), blocks[1].commands[1].number), (2, 14));
}
