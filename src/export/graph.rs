//! The flow of scenarios as a graph: where one begins, which path is taken when, stages with their steps, and the
//! reactions that may come at each.

use crate::pack::{Condition, GateState, Lang, Pack, Path, Scenario, Word};
use crate::text::clean_line;

/// How a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// A Mermaid flowchart.
    Mermaid,
    /// Graphviz DOT.
    Dot,
}

/// The flow of these scenarios, each on its own.
pub fn graph(pack: &Pack, scenarios: &[&Scenario], lang: Lang, format: GraphFormat) -> String {
    let drawn: Vec<Drawing> = scenarios.iter().map(|scenario| draw(pack, scenario, lang)).collect();
    match format {
        GraphFormat::Mermaid => mermaid(&drawn),
        GraphFormat::Dot => dot(pack, &drawn),
    }
}

/// A scenario as nodes and edges. Ids are numbers behind a letter, so nothing that a pack is called can break the
/// grammar; what things are called stands in labels, escaped for each format.
struct Drawing {
    title: String,
    nodes: Vec<Node>,
    groups: Vec<Group>,
    edges: Vec<Edge>,
}

struct Node {
    id: String,
    label: String,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Begin,
    Choice,
    Step,
    Reaction,
    End,
}

struct Group {
    id: String,
    label: String,
    steps: Vec<usize>,
}

struct Edge {
    from: usize,
    to: usize,
    label: String,
    /// Whether it only says what may come.
    aside: bool,
}

impl Drawing {
    fn node(&mut self, shape: Shape, label: String) -> usize {
        let id = format!("n{}", self.nodes.len());
        self.nodes.push(Node { id, label, shape });
        self.nodes.len() - 1
    }

    fn edge(&mut self, from: usize, to: usize, label: &str) {
        let known = |edge: &Edge| edge.from == from && edge.to == to && edge.label == label;
        if !self.edges.iter().any(known) {
            self.edges.push(Edge { from, to, label: label.to_owned(), aside: false });
        }
    }
}

fn draw(pack: &Pack, scenario: &Scenario, lang: Lang) -> Drawing {
    let title = named(scenario.title.get(lang), &scenario.id);
    let mut drawing = Drawing { title: title.clone(), nodes: Vec::new(), groups: Vec::new(), edges: Vec::new() };
    let begin = drawing.node(Shape::Begin, title);
    let gate = drawing.node(Shape::Choice, pack.word(Word::GateTitle, lang).to_owned());
    drawing.edge(begin, gate, "");
    let mut steps: Vec<Vec<usize>> = Vec::new();
    for (at, stage) in scenario.stages.iter().enumerate() {
        let nodes: Vec<usize> = stage
            .steps
            .iter()
            .map(|step| drawing.node(Shape::Step, named(step.title.get(lang), &format!("{}/{}", scenario.id, step.id))))
            .collect();
        let label = named(stage.title.get(lang), &stage.id);
        drawing.groups.push(Group { id: format!("s{at}"), label, steps: nodes.clone() });
        steps.push(nodes);
    }
    reactions(pack, scenario, lang, &steps, &mut drawing);
    let after = [Word::Debrief, Word::Card].map(|word| pack.word(word, lang));
    let end = drawing.node(Shape::End, after.join(" → "));
    for path in &scenario.paths {
        let way: Vec<usize> =
            path.stages.iter().filter_map(|at| steps.get(usize::from(*at))).flatten().copied().collect();
        let label = path_label(path);
        let mut from = gate;
        for (at, step) in way.iter().enumerate() {
            drawing.edge(from, *step, if at == 0 { &label } else { "" });
            from = *step;
        }
        drawing.edge(from, end, "");
    }
    drawing
}

/// One node for each reaction, so that one sees where it can come.
fn reactions(pack: &Pack, scenario: &Scenario, lang: Lang, steps: &[Vec<usize>], drawing: &mut Drawing) {
    let mut known: Vec<(usize, usize)> = Vec::new();
    for (stage, nodes) in scenario.stages.iter().zip(steps) {
        for (step, node) in stage.steps.iter().zip(nodes) {
            for at in &step.reactions {
                let reaction = match known.iter().find(|(index, _)| *index == at.index()) {
                    Some((_, node)) => *node,
                    None => {
                        let reaction = &pack[*at];
                        let node = drawing.node(Shape::Reaction, named(reaction.title.get(lang), &reaction.id));
                        known.push((at.index(), node));
                        node
                    }
                };
                drawing.edges.push(Edge { from: *node, to: reaction, label: String::new(), aside: true });
            }
        }
    }
}

fn named(title: &str, id: &str) -> String {
    format!("{} ({id})", clean_line(title))
}

fn path_label(path: &Path) -> String {
    let when = path.when.as_ref().map(|when| match when {
        Condition::Gate { item, is } => {
            let is = match is {
                GateState::Have => "have",
                GateState::Missing => "missing",
                GateState::NotNeeded => "not-needed",
            };
            format!("{item}: {is}")
        }
        Condition::Fact { fact, is } => format!("{fact}: {is}"),
    });
    when.map_or_else(|| path.id.clone(), |when| format!("{}: {when}", path.id))
}

/// One flowchart for all: Mermaid draws one diagram a text.
fn mermaid(drawn: &[Drawing]) -> String {
    let mut out = String::from("flowchart TD\n");
    for (number, drawing) in drawn.iter().enumerate() {
        let id = |node: usize| drawing.nodes.get(node).map_or_else(String::new, |node| format!("g{number}{}", node.id));
        let node = |at: usize| {
            let Some(node) = drawing.nodes.get(at) else { return String::new() };
            let (open, close) = match node.shape {
                Shape::Begin | Shape::End => ("([", "])"),
                Shape::Choice => ("{", "}"),
                Shape::Step => ("[", "]"),
                Shape::Reaction => ("{{", "}}"),
            };
            format!("{}{open}\"{}\"{close}", id(at), escaped_for_mermaid(&node.label))
        };
        out += &format!("  subgraph g{number}[\"{}\"]\n", escaped_for_mermaid(&drawing.title));
        for group in &drawing.groups {
            out += &format!("    subgraph g{number}{}[\"{}\"]\n", group.id, escaped_for_mermaid(&group.label));
            group.steps.iter().for_each(|step| out += &format!("      {}\n", node(*step)));
            out += "    end\n";
        }
        for (at, _) in drawing.nodes.iter().enumerate().filter(|(_, node)| node.shape != Shape::Step) {
            out += &format!("    {}\n", node(at));
        }
        for edge in &drawing.edges {
            let label = match edge.label.as_str() {
                "" => String::new(),
                label => format!("|\"{}\"|", escaped_for_mermaid(label)),
            };
            let arrow = if edge.aside { "-.->" } else { "-->" };
            out += &format!("    {} {arrow}{label} {}\n", id(edge.from), id(edge.to));
        }
        out += "  end\n";
    }
    out
}

/// Mermaid reads entities written with `#` inside of quoted labels.
fn escaped_for_mermaid(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '&' => out.push_str("#amp;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            '\\' => out.push_str("#92;"),
            other => out.push(other),
        }
    }
    out
}

/// One directed graph with a cluster for each scenario.
fn dot(pack: &Pack, drawn: &[Drawing]) -> String {
    let mut out = format!("digraph {} {{\n", quoted_for_dot(&pack.id));
    out += "  rankdir=TB;\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n";
    for (number, drawing) in drawn.iter().enumerate() {
        let id = |node: usize| drawing.nodes.get(node).map_or_else(String::new, |node| format!("g{number}{}", node.id));
        let node = |at: usize| {
            let Some(node) = drawing.nodes.get(at) else { return String::new() };
            let shape = match node.shape {
                Shape::Begin | Shape::End => "ellipse",
                Shape::Choice => "diamond",
                Shape::Step => "box",
                Shape::Reaction => "hexagon",
            };
            format!("{} [label={}, shape={shape}];", id(at), quoted_for_dot(&node.label))
        };
        out += &format!("  subgraph cluster_g{number} {{\n    label={};\n", quoted_for_dot(&drawing.title));
        for group in &drawing.groups {
            let label = quoted_for_dot(&group.label);
            out += &format!("    subgraph cluster_g{number}{} {{\n      label={label};\n", group.id);
            group.steps.iter().for_each(|step| out += &format!("      {}\n", node(*step)));
            out += "    }\n";
        }
        for (at, _) in drawing.nodes.iter().enumerate().filter(|(_, node)| node.shape != Shape::Step) {
            out += &format!("    {}\n", node(at));
        }
        for edge in &drawing.edges {
            let mut with = Vec::new();
            if !edge.label.is_empty() {
                with.push(format!("label={}", quoted_for_dot(&edge.label)));
            }
            if edge.aside {
                with.push("style=dashed".to_owned());
            }
            let with = if with.is_empty() { String::new() } else { format!(" [{}]", with.join(", ")) };
            out += &format!("    {} -> {}{with};\n", id(edge.from), id(edge.to));
        }
        out += "  }\n";
    }
    out + "}\n"
}

/// In DOT's quotes a backslash begins an escape of its own (`\l`, `\N`), so it is doubled.
fn quoted_for_dot(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
